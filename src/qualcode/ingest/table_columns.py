"""Which column of a table holds what: one row for every turn, or one for every answer.

A table of turns has a column of words and one of speakers or of times. Every other table with words in it holds
answers: columns of long text are answers, the others say who answered (attributes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.ingest import column_words as words
from qualcode.ingest.column_words import plain_name
from qualcode.ingest.roles import is_numbered, is_role_word
from qualcode.ingest.rows import Row
from qualcode.ingest.tables import Table

_LOOK_AT_ROWS = 10
# From so many words in the middle cell, or in the longest, a column is text and no attribute.
_WORDS_OF_TEXT = 6
_WORDS_OF_LONGEST_TEXT = 12
_POINTS_OF_UNSPACED_TEXT = 24
_LABEL_POINTS = 40
_NOT_TEXT = re.compile(r"https?://\S+|[\d\s.,:/+-]*")


@dataclass(frozen=True, slots=True)
class TurnColumns:
    """The columns of a table of turns, by number from 0; None where there is none.

    Attributes:
        named: Whether a row names the columns; if not, they were told by what they hold.
    """

    words: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    named: bool = True

    @property
    def used(self) -> frozenset[int]:
        """The columns that were taken for something."""
        return frozenset(column for column in (self.words, self.speaker, self.start, self.end) if column is not None)


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """The columns of a table of answers, by number from 0.

    Attributes:
        answers: Columns of answers. Where `question` is given there is one, and each row answers one question.
        person: Who answered.
        attributes: What else is known of them.
    """

    answers: tuple[int, ...]
    attributes: tuple[int, ...]
    person: int | None = None
    question: int | None = None


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """A table with its columns understood.

    Attributes:
        header: The names of the columns; empty where no row names them.
        rows: The rows below.
        above: Rows above the header, such as a title.
        columns: What the columns hold; None if there are no words in them.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...]
    columns: TurnColumns | AnswerColumns | None


def read_columns(table: Table) -> ReadColumns:
    """Find the header and what its columns hold."""
    rows = (table.header, *table.rows)
    for place, row in enumerate(rows[:_LOOK_AT_ROWS]):
        turns = turn_columns(row.cells)
        if turns is not None:
            return ReadColumns(_header(rows[place:]), rows[place + 1 :], rows[:place], turns)
    bare = _columns_without_names(rows)
    if bare is not None:
        return ReadColumns((), rows, (), bare)
    return ReadColumns(_header(rows), rows[1:], (), _answer_columns(_header(rows), rows[1:]))


def turn_columns(header: Sequence[str]) -> TurnColumns | None:
    """Find the columns of a table of turns by their names; None if these are not the names of one."""
    names = [plain_name(cell) for cell in header]
    if words.NOT_A_TRANSCRIPT & {*names}:
        return None
    text = _column(names, words.TEXTS)
    speaker = _column(names, words.SPEAKERS)
    start = _column(names, words.STARTS, words.MILLISECONDS)
    end = _column(names, words.ENDS, words.MILLISECONDS)
    if text is None or (speaker is None and start is None):
        return None
    return TurnColumns(text, speaker, start, end)


def _column(names: Sequence[str], known: frozenset[str], units: Sequence[str] = ()) -> int | None:
    """Give the column whose name is known, perhaps with a unit behind it."""
    for column, name in enumerate(names):
        bare = re.sub(r"\s*[(\[]?\b(?:s|sec|seconds)\b[)\]]?$", "", name)
        for unit in units:
            bare = re.sub(rf"\s*[(\[]?\b{unit}\b[)\]]?$", "", bare)
        if name in known or bare in known:
            return column
    return None


def _header(rows: Sequence[Row]) -> tuple[str, ...]:
    width = max((len(row.cells) for row in rows), default=0)
    cells = (*rows[0].cells, *[""] * (width - len(rows[0].cells)))
    return tuple(" ".join(cell.split()) or f"column {number}" for number, cell in enumerate(cells, start=1))


def _columns_without_names(rows: Sequence[Row]) -> TurnColumns | None:
    """Tell labels and words by themselves: a column in which nearly every cell is a label, and a longer one."""
    width = max(len(row.cells) for row in rows)
    if words.NOT_A_TRANSCRIPT & {plain_name(cell) for cell in rows[0].cells}:
        return None
    if len(rows) < 2 or not 2 <= width <= 5:
        return None
    columns = [_cells(rows, column) for column in range(width)]
    labels = next((column for column, cells in enumerate(columns) if _are_labels(cells, len(rows))), None)
    longest = max(range(width), key=lambda column: sum(map(len, columns[column])))
    if labels is None or labels == longest:
        return None
    return TurnColumns(longest, labels, named=False)


def _are_labels(cells: Sequence[str], n_rows: int) -> bool:
    known = [cell for cell in cells if len(cell) <= _LABEL_POINTS and (is_role_word(cell) or is_numbered(cell))]
    return len(cells) >= 0.9 * n_rows and len(known) >= 0.9 * len(cells) and len({*known}) <= max(len(known) / 2, 2)


def _answer_columns(header: Sequence[str], rows: Sequence[Row]) -> AnswerColumns | None:
    names = [plain_name(name) for name in header]
    person = next((names.index(name) for name in words.PEOPLE if name in names), None)
    question = _column(names, words.QUESTIONS)
    answer = _column(names, words.ANSWERS)
    if question is not None and answer is not None:
        rest = _others(header, (person, question, answer))
        return AnswerColumns((answer,), rest, person, question)
    if words.NOT_A_TRANSCRIPT - {"code"} & {*names}:
        return None
    named = words.ANSWERS | words.TEXTS
    is_answer: Callable[[int], bool] = lambda column: names[column] in named or _is_text(_cells(rows, column))  # noqa: E731
    answers = tuple(column for column in range(len(header)) if column != person and is_answer(column))
    if not answers or not any(_cells(rows, column) for column in answers):
        return None
    return AnswerColumns(answers, _others(header, (person, *answers)), person)


def _others(header: Sequence[str], used: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(column for column in range(len(header)) if column not in used)


def _cells(rows: Sequence[Row], column: int) -> list[str]:
    cells = (row.cells[column].strip() for row in rows if column < len(row.cells))
    return [cell for cell in cells if cell]


def _is_text(cells: Sequence[str]) -> bool:
    """Tell answers from attributes by their length; scripts without spaces are measured in characters."""
    lengths = sorted(max(len(cell.split()), _unspaced_words(cell)) for cell in cells if not _NOT_TEXT.fullmatch(cell))
    if not lengths or len(lengths) < len(cells) / 2:
        return False
    return lengths[len(lengths) // 2] >= _WORDS_OF_TEXT or lengths[-1] >= _WORDS_OF_LONGEST_TEXT


def _unspaced_words(cell: str) -> int:
    unspaced = sum("\u3040" <= point <= "\u9fff" or "\u0e00" <= point <= "\u0eff" for point in cell)
    return unspaced * _WORDS_OF_TEXT // _POINTS_OF_UNSPACED_TEXT
