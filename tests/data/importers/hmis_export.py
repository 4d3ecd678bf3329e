"""A small HMIS export made by hand: two organisations, four people, in either version's columns."""

from __future__ import annotations

import zipfile
from pathlib import Path

Tables = dict[str, str]

EXPORT = """
ExportID,SourceID,SourceName,ExportDate,CSVVersion,ImplementationID
9,SYS,Our system,2023-02-07 12:00:00,{version},7 Ours
"""

TABLES: Tables = {
    "Organization": """
OrganizationID,OrganizationName,DateCreated,DateDeleted
1,Open Door ,2020-01-01 00:00:00,
2,Warm Room,2020-01-01 00:00:00,
3,Closed long ago,2020-01-01 00:00:00,2021-01-01 00:00:00
""",
    "Project": """
ProjectID,OrganizationID,ProjectName,OperatingStartDate,OperatingEndDate,ProjectType,DateCreated,DateDeleted
10,1,Street,2020-01-01,,4,2020-01-01 00:00:00,
20,2,Keep home,2020-01-01,2024-12-31,12,2020-01-01 00:00:00,
30,3,Nothing,2020-01-01,,0,2020-01-01 00:00:00,
""",
    "Client": """
PersonalID,FirstName,LastName,SSN,DOB,DOBDataQuality,{female},{male},NonBinary,GenderNone,DateCreated,DateDeleted
A,Zenobia,Quartzwell,123456789,1980-05-06,1,1,0,0,,2020-01-02 08:00:00,
B,Oswin,"Marble
Arch",987654321,1990-01-01,2,0,1,0,,2020-01-02 08:00:00,
C,Fennimore,Thistle,555443333,1970-01-01,8,1,1,0,,2020-01-02 08:00:00,
D,Deleted,Person,111223333,1970-01-01,1,0,0,0,99,2020-01-02 08:00:00,2022-01-01 00:00:00
""",
    "Enrollment": """
EnrollmentID,PersonalID,ProjectID,EntryDate,HouseholdID,DisablingCondition,DateCreated,DateDeleted
e1,A,10,2022-01-10,h1,0,2022-01-11 09:00:00,
e2,A,20,2022-03-01,h2,1,2022-03-02 09:00:00,
e3,B,20,2022-03-01,h2,0,2022-03-02 09:00:00,
e4,C,20,2022-04-01,h1,99,2022-04-02 09:00:00,
e5,A,10,2022-06-01,h1,99,2022-06-02 09:00:00,
e6,B,10,2022-06-01,h5,0,2022-06-02 09:00:00,2022-06-03 09:00:00
e7,D,20,2022-06-01,h6,0,2022-06-02 09:00:00,
e8,B,30,2022-06-01,h7,0,2022-06-02 09:00:00,
""",
    "Exit": """
ExitID,EnrollmentID,ExitDate,Destination,ProjectCompletionStatus,CMExitReason,DateCreated,DateDeleted
x1,e1,2022-02-01,101,,,2022-02-02 09:00:00,
x2,e2,2022-05-01,24,,,2022-05-02 09:00:00,
x3,e3,2022-05-01,410,1,,2022-05-02 09:00:00,
x4,e4,2022-05-01,30,2,,2022-05-02 09:00:00,
x5,e5,2022-07-01,410,,,2022-07-02 09:00:00,2022-07-03 09:00:00
x6,e6,2022-07-01,410,,,2022-07-02 09:00:00,
""",
    "Funder": """
FunderID,ProjectID,Funder,OtherFunder,GrantID,StartDate,EndDate,DateCreated,DateDeleted
f1,10,11,,SO-1,2020-01-01,2022-12-31,2020-01-01 00:00:00,
f2,20,46,City of Elm,,2020-01-01,,2020-01-01 00:00:00,
f3,20,34,,,2020-01-01,,2020-01-01 00:00:00,
""",
    "Services": """
ServicesID,EnrollmentID,DateProvided,RecordType,TypeProvided,FAAmount,DateCreated,DateDeleted
s1,e1,2022-01-11,200,200,,2022-01-12 09:00:00,
s2,e3,2022-03-05,152,3,120.50,2022-03-06 09:00:00,
s3,e3,2022-03-06,144,2,,2022-03-06 09:00:00,
s4,e3,2022-03-07,144,2,,2022-03-06 09:00:00,2022-03-09 09:00:00
""",
    "CurrentLivingSituation": """
CurrentLivingSitID,EnrollmentID,InformationDate,CurrentLivingSituation,DateCreated,DateDeleted
c1,e1,2022-01-12,116,2022-01-12 09:00:00,
""",
    "Event": """
EventID,EnrollmentID,EventDate,Event,ReferralResult,ResultDate,DateCreated,DateDeleted
v1,e1,2022-01-13,10,1,2022-01-20,2022-01-13 09:00:00,
v2,e1,2022-01-14,2,,,2022-01-14 09:00:00,
v3,e1,2022-01-15,13,3,2022-01-21,2022-01-15 09:00:00,
""",
}


def write(
    folder: Path, changes: Tables | None = None, *, version: str = "2024 v1.3", header: str = EXPORT
) -> Path:
    """Write the export into a folder, with some tables changed; an empty text leaves a table out."""
    folder.mkdir(parents=True, exist_ok=True)
    new = "2022" not in version
    names = {"version": version, "female": "Woman" if new else "Female", "male": "Man" if new else "Male"}
    for name, text in {**TABLES, "Export": header, **(changes or {})}.items():
        if text:
            filled = text.strip() + "\n"
            for key, word in names.items():
                filled = filled.replace("{" + key + "}", word)
            (folder / f"{name}.csv").write_text(filled, encoding="utf-8")
    return folder


def pack(folder: Path, path: Path, inside: str = "") -> Path:
    """Pack a folder's files into a ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
    return path
