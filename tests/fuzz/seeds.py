"""The good files that are damaged: for each importer some small ones, made by hand, that come in as they are."""

from __future__ import annotations

import csv
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from data.importers.kobo.own import own_forms
from data.importers.kobo.xlsform import write_own_forms
from tests.data.importers import hmis_export, messy_books, test_kobo, test_results, test_survey
from tests.data.importers.iati_staged import FIXTURES
from tests.data.importers.template_files import CLIENT, ORGANIZATION, PROGRAM, write_workbook

STAYS = (
    "enrollment_id,organization_id,program_id,client_id,entry_on,exit_on,outcome,age_at_entry\n"
    "e1,o1,p1,k1,2025-01-10,2025-07-09,achieved,30\ne2,o1,p1,k2,2025-02-11,,,41\ne3,o1,p2,k3,2025-03-12,,,7\n"
)
LEDGER = (
    "entry_id,organization_id,kind,booked_on,amount,currency\n"
    't1,o1,income,2025-01-31,"1.250.000,50",IDR\nt2,o1,expenditure,2025-02-28,800000,IDR\n'
)
RULES = {
    "program": "program_id,organization_id,name,outcome_rule,outcome_rule_version\np1,o1,Pulih,own,2\np2,o1,Pencegahan,,\n",
    "instrument": "instrument_id,name,items,scale_low,scale_high,higher_is_better\nw1,WHO-5,5,0,25,true\n",
    "outcome_rule_line": "organization_id,program_id,rule_version,step,exit_reason,destination,instrument_id,phase,"
    'score_at_least,outcome\no1,p1,2,1,,Rumah sendiri,,,,achieved\no1,p1,2,2,completed,,w1,exit,"13,5",achieved\n'
    "o1,p1,2,3,,,,,,not_achieved\n",
}
"""A programme whose own rule decides, by destination, exit reason and score."""
AGREED = {
    "identity_agreement": "organization_id,agreement,purpose,agreed_on\no1,Jejaring,Rujukan bersama,2025-01-01\n",
    "shared_person": "client_id,organization_id,shared_person_id\nk1,o1,3201234567890001\nk2,o1,\nk3,o1,3201234567890003\n",
}
"""Identities shared on purpose."""
BOOKED = "lembaga;tahun;hibah;belanja\nYayasan A;2024;1.250.000;800.000\nYayasan B;2024;5.000;-\n"
LEDGER_MAPPING = """
ledger:
  organization: {column: lembaga}
  period: {year: tahun}
  currency: {value: IDR}
  lines:
    - {column: hibah, kind: income, source_type: government}
    - {column: belanja, kind: expenditure, nature: treatment}
"""
RESULTS = "kode,bulan,jumlah,dari\nA1,2025-01-01,5,10\nA2,2025-02-01,7,12\n"
RESULTS_MAPPING = """
results:
  organization: {column: kode}
  period: {column: bulan, length: month}
  indicators:
    pulang: {name: Pulang, numerator: jumlah, denominator: dari, measure: percentage, direction: up}
"""
FLAT = {
    "activity.csv": "iati_identifier,reporting_org_ref,reporting_org,reporting_org_type,title_eng,"
    "activity_date_type_1,activity_date_1\nXM-DAC-1-ID,XM-DAC-1,Agency,40,Aid,2,2024-01-01\n",
    "result.csv": "iati_identifier,result_type,result_title,result_indicator_title,"
    "result_indicator_period_start,result_indicator_period_end,result_indicator_actual_value,"
    "result_indicator_target_value,result_indicator_actual_dimension_1,result_indicator_actual_value_1\n"
    "XM-DAC-1-ID,2,Out,Reached,2024-01-01,2024-12-31,5,10,sex,female\n"
    "XM-DAC-1-ID,2,Out,Reached,2024-01-01,2024-12-31,7,10,sex,male\n",
    "transaction.csv": "iati_identifier,transaction_type_code,transaction_date,transaction_value,"
    "transaction_value_currency,transaction_provider_org\n"
    "XM-DAC-1-ID,1,2024-02-01,5000,USD,Giver\nXM-DAC-1-ID,4,2024-03-01,1200.5,USD,\n",
    "budget.csv": "iati_identifier,budget_value,budget_currency,budget_period_start,budget_period_end\n"
    "XM-DAC-1-ID,9000,USD,2024-01-01,2024-12-31\n",
}


@dataclass(frozen=True)
class Seed:
    """Good files, which of them is given to be imported (the folder where empty), and the options beside."""

    importer: str
    files: dict[str, bytes]
    given: str = ""
    mapping: str = ""
    organization: str = "o1"
    file_date: bool = False


def seeds() -> tuple[Seed, ...]:
    """All of them."""
    with tempfile.TemporaryDirectory() as name:
        return tuple(_seeds(Path(name)))


def _seeds(folder: Path) -> list[Seed]:
    tables = {"organization": ORGANIZATION, "program": PROGRAM, "client": CLIENT, "enrollment": STAYS}
    csvs = {f"{name}.csv": text.encode() for name, text in tables.items()}
    grids = {name: [line.split(",") for line in text.splitlines()] for name, text in tables.items()}
    book = write_workbook(folder / "template.xlsx", grids).read_bytes()
    ruled = tables | RULES
    lines = {name: [*csv.reader(text.splitlines())] for name, text in ruled.items()}
    rules = write_workbook(folder / "rules.xlsx", lines).read_bytes()
    export = hmis_export.write(folder / "hmis")
    survey = "\n".join([test_survey.HEADER, *test_survey.SHEETS]).encode()
    answers = [line.split(";") for line in [test_survey.HEADER, *test_survey.SHEETS]]
    survey_book = write_workbook(folder / "survey.xlsx", {"Jawaban": answers}).read_bytes()
    logframe = test_results.write_logframe(folder / "logframe.xlsx").read_bytes()
    dhis2_csv = b"dataelement,period,orgunit,categoryoptioncombo,value\nde1,2025Q1,ou1,HllvX50cXC0,5\n"
    survey_mapping = test_survey.MAPPING.encode()
    found = [
        Seed("template", csvs | {"ledger_entry.csv": LEDGER.encode()}),
        Seed("template", {"enrollment.csv": STAYS.encode()}, "enrollment.csv"),
        Seed("template", {"ledger_entry.csv": LEDGER.encode()}, "ledger_entry.csv"),
        Seed("template", {"book.xlsx": book}, "book.xlsx"),
        Seed("template", {f"{name}.csv": text.encode() for name, text in ruled.items()}),
        Seed("template", {"rules.xlsx": rules}, "rules.xlsx"),
        Seed("template", csvs | {f"{name}.csv": text.encode() for name, text in AGREED.items()}),
        Seed("template", {"all.zip": _packed(folder / "all.zip", csvs)}, "all.zip"),
        Seed("hmis", {file.name: file.read_bytes() for file in sorted(export.iterdir())}),
        Seed("hmis", {"hmis.zip": hmis_export.pack(export, folder / "hmis.zip").read_bytes()}, "hmis.zip"),
        Seed("survey", {"a.csv": survey, "m.yaml": survey_mapping}, "a.csv", "m.yaml"),
        Seed("survey", {"a.xlsx": survey_book, "m.yaml": survey_mapping}, "a.xlsx", "m.yaml"),
        *_kobo(folder),
        *(_messy(folder, number) for number in range(0, len(messy_books.MESSY), 4)),
        Seed("sheet", {"dampingan.csv": _sheet_csv()}, "dampingan.csv"),
        Seed("results", {"logframe.xlsx": logframe}, "logframe.xlsx"),
        Seed("results", {"r.csv": RESULTS.encode(), "m.yaml": RESULTS_MAPPING.encode()}, "r.csv", "m.yaml"),
        Seed("ledger", {"l.csv": BOOKED.encode(), "m.yaml": LEDGER_MAPPING.encode()}, "l.csv", "m.yaml"),
        Seed("dhis2", {"values.json": json.dumps(test_results.SET).encode()}, "values.json"),
        Seed("dhis2", {"values.csv": dhis2_csv}, "values.csv"),
        Seed("iati_tables", {"result.csv": FLAT["result.csv"].encode()}, "result.csv"),
        Seed("iati_tables", {name: text.encode() for name, text in FLAT.items()}),
    ]
    found += [
        Seed("iati", {path.name: path.read_bytes()}, path.name, file_date=True)
        for path in sorted(FIXTURES.glob("iati_*.xml"))
    ]
    return found


def _kobo(folder: Path) -> list[Seed]:
    """Our own form; a foreign export with a repeat and a mapping; one with its XLSForm beside it."""
    header, row = test_kobo._answers(own_forms()["rights"].form, "4")
    own = test_kobo.write_csv(folder / "own.csv", [[*header, "_uuid"], [*row, "u1"], [*row, "u2"]])
    main = [["org", "today", "_index", "_uuid"], ["o1", "2025-03-01", 1, "u1"], ["o2", "2025-03-02", 2, "u2"]]
    repeat = [["puas", "_index", "_parent_index"], ["yes", 1, 1], ["no", 2, 1], ["yes", 3, 2]]
    book = test_kobo.write_book(folder / "pdm.xlsx", {"pdm": main, "anggota": repeat}).read_bytes()
    text = test_kobo.MAPPING.replace(
        "response: {column: _uuid}", "sheet: anggota\nresponse: {column: _index}"
    )
    forms = {
        path.stem.split("-")[-1]: path.read_bytes()
        for path in write_own_forms(folder / "forms", "yayasan-uji")
    }
    form = next(iter(forms.values()))
    return [
        Seed("kobo", {"own.csv": own.read_bytes()}, "own.csv"),
        Seed("kobo", {"pdm.xlsx": book, "m.yaml": text.encode()}, "pdm.xlsx", "m.yaml"),
        Seed("kobo", {"own.csv": own.read_bytes(), "form.xlsx": form}),
    ]


def _messy(folder: Path, number: int) -> Seed:
    path = folder / f"messy{number}.xlsx"
    messy_books.write(messy_books.MESSY[number], path)
    return Seed("sheet", {"dampingan.xlsx": path.read_bytes()}, "dampingan.xlsx")


def _sheet_csv() -> bytes:
    lines = [";".join(messy_books.INDONESIAN)]
    lines += [";".join(cell or "-" for cell in stay) for stay in messy_books.STAYS]
    return "\n".join(["DATA DAMPINGAN 2025", "", *lines, "JUMLAH;;12"]).encode()


def _packed(path: Path, files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path.read_bytes()
