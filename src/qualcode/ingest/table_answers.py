"""Tables with one row for every person or answer (a survey): a document for each person, columns as attributes.

A question stands as a line of its own, spoken by nobody; the answer below it is a turn of the person. One document for
each person is the rule, because prevalence, agreement and the corpus table count documents; a file read by
`read_transcript`, which gives one document, holds all of them one after the other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.ingest.heads import clean_label
from qualcode.ingest.participants import ParticipantRow
from qualcode.ingest.rows import Row
from qualcode.ingest.table_columns import AnswerColumns, ReadColumns
from qualcode.text import Speaker, Transcript, Turn, canonicalise


@dataclass
class Respondent:
    """A person who answered.

    Attributes:
        name: As the table gives it; else "Row 7".
        rows: The rows of the table that are theirs.
        pairs: Questions and answers, without the answers that were left empty.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def find_respondents(read: ReadColumns, columns: AnswerColumns) -> list[Respondent]:
    """Gather what each person answered, in the order of the table; rows of one person are joined."""
    found: dict[str, Respondent] = {}
    for row in read.rows:
        name = clean_label(_cell(row, columns.person)) or f"Row {row.line}"
        if columns.question is None and columns.person is not None and name.casefold() in found:
            name = f"{name} (row {row.line})"
        respondent = found.setdefault(name.casefold(), Respondent(name))
        respondent.rows.append(row)
        for column in columns.answers:
            answer = canonicalise(_cell(row, column)).text.replace("\ufeff", "").strip()
            if answer:
                question = read.header[column] if columns.question is None else _cell(row, columns.question)
                respondent.pairs.append((" ".join(canonicalise(question).text.split()), answer))
    return list(found.values())


def write_answers(format_name: str, respondents: Iterable[Respondent], remarks: Sequence[str]) -> Transcript:
    """Write questions and answers as one text; empty if nobody answered."""
    pieces: list[str] = []
    turns: list[Turn] = []
    position = 0

    def add(words: str) -> int:
        nonlocal position
        pieces.append(words)
        start, position = position, position + len(words) + 1
        return start

    for respondent in respondents:
        for question, answer in respondent.pairs:
            if question:
                add(question)
            head = f"{respondent.name}: "
            start = add(head + answer)
            turns.append(Turn(start + len(head), start + len(head) + len(answer), respondent.name, start))
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return Transcript(
        text="\n".join(pieces),
        turns=tuple(turns),
        speakers=tuple(Speaker(label, "participant", label) for label in labels),
        format=format_name,
        remarks=tuple(remarks),
        counts={"answer": len(turns), "respondent": len(labels)},
    )


def describe_columns(read: ReadColumns, columns: AnswerColumns) -> list[str]:
    """Say which columns were taken for what."""
    answers = ", ".join(f'"{read.header[column]}"' for column in columns.answers)
    remarks = [f"A table of answers; the answers are in: {answers}."]
    if columns.person is None:
        remarks.append("No column says who answered; people are called by the number of their row.")
    if columns.attributes:
        named = ", ".join(f'"{read.header[column]}"' for column in columns.attributes)
        remarks.append(f"Shorter columns are attributes of the people, not text: {named}.")
    return remarks


def participant_of(respondent: Respondent, read: ReadColumns, columns: AnswerColumns) -> ParticipantRow:
    """Give the person with the attributes; where rows differ, the first that says something."""
    attributes: dict[str, str] = {}
    for row in respondent.rows:
        for column in columns.attributes:
            if value := _cell(row, column):
                attributes.setdefault(read.header[column], value)
    return ParticipantRow(respondent.name, attributes, (), respondent.rows[0].line)


def rows_as_csv(respondent: Respondent, header: Sequence[str]) -> bytes:
    """Write the rows of one person as a table of their own: the source of their document, told apart by the name."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["respondent", *header])
    writer.writerows([respondent.name, *row.cells] for row in respondent.rows)
    return out.getvalue().encode("utf-8", "replace")


def answered(respondents: Iterable[Respondent]) -> Iterator[Respondent]:
    """Leave out those who answered nothing."""
    return (respondent for respondent in respondents if respondent.pairs)


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""
