"""Dimensions as people write them become sex and age group where that is clear, else nothing."""

from __future__ import annotations

import pytest
from lxml import etree

from data.importers.iati.dimensions import age_group_of, read_group, sex_of


@pytest.mark.parametrize(
    ("name", "value", "sex"),
    [
        ("Gender - genre", "Female - feminin", "female"),
        ("Gender - genre", "Male - masculin", "male"),
        ("Gender - genre", "Unknown - inconnu", "unknown"),
        ("sex", "female", "female"),
        ("Sexe", "Filles", "female"),
        ("Sexo", "Niños", "male"),
        ("Geslacht", "Vrouw", "female"),
        ("Jenis kelamin", "Perempuan", "female"),
        ("Jenis kelamin", "Laki-laki", "male"),
        ("Jenis kelamin", "Laki laki", "male"),
        ("Number of women", "20", "female"),
        ("Female under 18", "5707", "female"),
        ("Gender", "Other", "other"),
        ("Beneficiaries", "Women and men", None),
        ("Household", "Female-headed", None),
        ("Rumah tangga", "Kepala keluarga perempuan", None),
        ("Diversity", "Other", None),
        ("Sex", "18+", None),
        ("Age", "Unknown", None),
        ("Direct/ Indirect", "Direct beneficiaries", None),
        ("Humanitarian", "Mandate", None),
    ],
)
def test_sex_is_mapped_only_where_one_is_named(name: str, value: str, sex: str | None) -> None:
    assert sex_of(((name, value),)) == sex


@pytest.mark.parametrize(
    ("name", "value", "age_group"),
    [
        ("age", "0-4", "0-4"),
        ("Age_OPD", "<5 yrs", "0-4"),
        ("age", "0-59 months", "0-4"),
        ("Umur", "6–23 bulan", "0-4"),
        ("Usia", "Balita", "0-4"),
        ("age", "5-17", "5-17"),
        ("age group", "6 to 12 years", "5-17"),
        ("Female between 18-50", "3583", "18-59"),
        ("Age", "60+", "60+"),
        ("Age", "65 and over", "60+"),
        ("Umur", "60 tahun ke atas", "60+"),
        ("Kelompok", "Lansia", "60+"),
        ("Age", "Unknown", "unknown"),
        ("age", "under 18", None),
        ("age", "18+", None),
        ("Age (-18/18+)", "Age 18 >", None),
        ("Age_OPD", "6 yrs and above", None),
        ("age", "15-24", None),
        ("Traffic Lights", "B - Orange", None),
        ("sex", "female", None),
        ("Phase", "5-17", None),
    ],
)
def test_age_is_mapped_only_where_it_lies_inside_one_group(
    name: str, value: str, age_group: str | None
) -> None:
    assert age_group_of(((name, value),)) == age_group


def test_several_dimensions_are_read_together() -> None:
    pairs = (("age", "5-17"), ("sex", "female"), ("district", "Bandung"))
    assert (sex_of(pairs), age_group_of(pairs)) == ("female", "5-17")


def test_dimensions_that_contradict_each_other_map_to_nothing() -> None:
    assert sex_of((("sex", "female"), ("gender", "male"))) is None
    assert age_group_of((("age", "0-4"), ("age at exit", "5-17"))) is None


def test_a_group_is_written_sorted_whatever_the_order_and_keeps_repeated_names() -> None:
    xml = (
        '<actual><location ref="B"/><location ref="A"/><location/><dimension name="sex" value="female"/>'
        '<dimension name="age" value="0-4"/><dimension name="alone"/><dimension/></actual>'
    )
    group, pairs = read_group(etree.fromstring(xml))
    assert group.dimensions == "age=0-4; alone; sex=female"
    assert group.location == "A; B"
    assert not group.is_total
    assert pairs == (("age", "0-4"), ("alone", ""), ("sex", "female"))


def test_a_value_about_nobody_in_particular_is_the_total() -> None:
    group, pairs = read_group(etree.fromstring("<actual><location/><dimension/><comment/></actual>"))
    assert group.is_total
    assert pairs == ()
