"""Under the imports on the Data screen: what one brought, and correcting, merging and erasing from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from data.errors import InputError
from data.home import Home
from data.people.records import records_of
from data.store import reading
from data.workspace import audit_log
from metrics.publish import publish
from tests.data.rows import bring, clients, house, stay
from tests.pages.screens import said, visit


def test_an_import_says_what_it_brought_and_two_clients_are_merged_from_the_screen(home: Home) -> None:
    rows = [stay(number, "2025-01-10") for number in (1, 2)]
    assert (
        bring(home, {**house(), "client": clients(rows), "enrollment": rows}, name="target").status
        == "imported"
    )
    publish(home)
    app = visit("data", lang="en")
    assert "What this import brought" in said(app)
    fields = {field.label: field for field in app.text_input}
    fields["Case number to keep"].input("c1")
    fields["Other case number of the same person"].input("c2")
    next(button for button in app.button if button.label == "Merge").click().run()
    assert not app.exception
    assert app.success[0].value == "c1 and c2 are one person now, under c1; import 2."
    assert "People served" in said(app), "what it changed"
    with reading(home) as connection:
        assert connection.execute("select count(*) from current_alias").fetchall() == [(1,)]
    fields = {field.label: field for field in app.text_input}
    fields["Case number to erase"].input("c1")
    next(button for button in app.button if button.label == "Erase for good").click().run()
    assert "nothing was erased" in app.warning[0].value


def test_one_field_of_one_record_is_corrected_on_the_screen_and_taken_back(home: Home) -> None:
    rows = [stay(number, "2025-01-10", "2025-03-01", "achieved") for number in (1, 2)]
    people = [{**one, "case_number": f"K-{place}"} for place, one in enumerate(clients(rows), 1)]
    bring(home, {**house(), "client": people, "enrollment": rows}, name="target")
    publish(home)
    ends = "select cast(exit_on as varchar) from current_enrollment order by enrollment_id"

    app = visit("data", lang="en")
    _field(app.text_input, "Case number").input("K-9").run()
    assert "no client" in app.warning[0].value
    _field(app.text_input, "Case number").input(" k-2 ").run()
    record = _field(app.selectbox, "Record")
    assert record.options == ["Client", "Enrollment · Program uji · 10 Jan 2025"]
    record.select_index(1).run()
    _choose(_field(app.selectbox, "Field that is wrong"), "Exit date")
    _field(app.date_input, "Exit date").set_value(dt.date(2025, 1, 9)).run()
    _press(app, "Save the correction")
    assert "is earlier than Entry date (entry_on)" in app.error[0].value, "checked like an import"
    _field(app.date_input, "Exit date").set_value(dt.date(2025, 3, 31)).run()
    _press(app, "Save the correction")
    assert not app.exception
    assert app.success[0].value.endswith("corrected, as import 2.")
    with reading(home) as connection:
        assert connection.execute(ends).fetchall() == [("2025-03-01",), ("2025-03-31",)]
    actions = [entry[2] for entry in audit_log(home)]
    assert {"people.records", "records.correction"} <= set(actions)

    next(button for button in app.button if button.key == "data_correct_o1_undo").click().run()
    with reading(home) as connection:
        assert connection.execute(ends).fetchall() == [("2025-03-01",), ("2025-03-01",)]


def test_who_may_not_see_people_finds_nobody(home: Home) -> None:
    rows = [stay(1, "2025-01-10")]
    bring(home, {**house(), "client": [{**clients(rows)[0], "case_number": "K-1"}], "enrollment": rows})
    with pytest.raises(PermissionError):
        records_of(home, "donor", "aggregate", "o1", "K-1")
    with pytest.raises(InputError):
        records_of(home, "rina", "people", "o2", "K-1")
    (client, enrollment) = records_of(home, "rina", "people", "o1", "K-1")
    assert (client.table, enrollment.table, enrollment.program) == ("client", "enrollment", "Program uji")
    assert not {"client_id", "organization_id", "enrollment_id"} & enrollment.cells.keys()


def _field(widgets: Sequence[Any], label: str) -> Any:
    return next(widget for widget in widgets if widget.label.removesuffix(" *") == label)


def _choose(widget: Any, begins: str) -> None:
    widget.select_index(next(i for i, said in enumerate(widget.options) if said.startswith(begins))).run()


def _press(app: Any, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
