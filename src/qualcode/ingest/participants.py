"""The researcher's table of participants: one row per person, attributes in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode.errors import Issue
from qualcode.ingest.base import Source
from qualcode.ingest.rows import Row
from qualcode.ingest.tables import Table, read_table

# Best first: a table often has a pseudonym and a real name, and the pseudonym is meant.
_NAME_HEADERS = (
    "participant", "participant id", "participant name", "participant code", "pseudonym", "case", "id", "code",
    "interviewee", "respondent", "name", "case name", "person",
)  # fmt: skip
_DOCUMENT_HEADERS = (
    "document",
    "documents",
    "transcript",
    "transcripts",
    "file",
    "filename",
    "file name",
    "document name",
)


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant as the table gives one.

    Attributes:
        name: As written.
        attributes: By column; a value that is missing is missing here too.
        documents: The documents linked to the person, as written; several rows with the same attributes are joined.
        line: Where the participant first occurs.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ParticipantsTable:
    """A table of participants, read.

    Attributes:
        participants: In the order of the table.
        issues: Mistakes; if one is an error, use nothing of the table.
        remarks: Which columns were taken for what, and what was guessed.
    """

    participants: tuple[ParticipantRow, ...]
    issues: tuple[Issue, ...] = ()
    remarks: tuple[str, ...] = ()


def read_participants(source: Source, *, encoding: str | None = None) -> ParticipantsTable:
    """Read a table of participants (.csv, .tsv, .xlsx). Values stay strings, exactly as written.

    Raises:
        MaterialError: If the file is no table, or damaged.
    """
    table = read_table(source, encoding)
    issues: list[Issue] = []
    headers = _checked_headers(table, issues)
    name_column = _column(headers, _NAME_HEADERS)
    document_column = _column(headers, _DOCUMENT_HEADERS)
    remarks = list(table.remarks)
    if name_column is None:
        name_column = 1 if document_column == 0 and len(headers) > 1 else 0
        remarks.append(
            f'No column is called "participant", "id" or "name"; the names were taken from "{headers[name_column]}".'
        )
    people: dict[str, ParticipantRow] = {}
    for row in table.rows:
        _check_width(row, headers, issues)
        _add(people, _participant(row, headers, name_column, document_column), issues)
    if not people and not issues:
        issues.append(
            Issue("The table has a header but no participants; add one row for each.", line=table.header.line)
        )
    return ParticipantsTable(tuple(people.values()), tuple(issues), tuple(remarks))


def _checked_headers(table: Table, issues: list[Issue]) -> list[str]:
    headers: list[str] = []
    for number, written in enumerate(table.header.cells, start=1):
        header = written.strip()
        if not header:
            header = f"column {number}"
            issues.append(
                Issue(
                    f'Column {number} has no name; it is called "{header}".', line=table.header.line, severity="warning"
                )
            )
        if header.casefold() in (known.casefold() for known in headers):
            issues.append(Issue(f'Two columns are called "{header}"; rename one.', line=table.header.line))
        headers.append(header)
    return headers


def _column(headers: list[str], accepted: tuple[str, ...]) -> int | None:
    known = [header.casefold().replace("_", " ").replace("-", " ") for header in headers]
    return next((known.index(name) for name in accepted if name in known), None)


def _check_width(row: Row, headers: list[str], issues: list[Issue]) -> None:
    extra = len(row.cells) - len(headers)
    if extra > 0 and any(cell.strip() for cell in row.cells[len(headers) :]):
        noun = "cell" if extra == 1 else "cells"
        issues.append(
            Issue(
                f"The row has {extra} {noun} more than the header; put quotes around values with a delimiter.",
                line=row.line,
            )
        )


def _participant(row: Row, headers: list[str], name_column: int, document_column: int | None) -> ParticipantRow:
    cells = dict(enumerate(row.cells))
    document = cells.get(document_column, "").strip() if document_column is not None else ""
    attributes = {
        header: cells[column]
        for column, header in enumerate(headers)
        if column not in (name_column, document_column) and cells.get(column, "").strip()
    }
    return ParticipantRow(cells.get(name_column, "").strip(), attributes, (document,) if document else (), row.line)


def _add(people: dict[str, ParticipantRow], person: ParticipantRow, issues: list[Issue]) -> None:
    """Add a person; a second row is no mistake if only the document differs."""
    if not person.name:
        issues.append(Issue("The participant has no name; give one, for example a pseudonym.", line=person.line))
        return
    known = people.get(person.name.casefold())
    if known is None:
        people[person.name.casefold()] = person
    elif (
        known.attributes == person.attributes
        and known.name == person.name
        and set(person.documents) - set(known.documents)
    ):
        people[person.name.casefold()] = replace(known, documents=(*known.documents, *person.documents))
    else:
        issues.append(
            Issue(f'The participant "{person.name}" is in line {known.line} already; keep one row.', line=person.line)
        )
