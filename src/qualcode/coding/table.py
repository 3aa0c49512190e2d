"""The tidy table of codings: one row per coding; the gate to pandas, and what every analysis starts from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd


class CodingRow(NamedTuple):
    """One coding with everything that names it; a tuple, because a large project has a million of them.

    Attributes:
        start, end: Code points of the document's text, end excluded.
        code_path: Names from the top of the codebook down, joined by " > ".
        speaker, role: Who speaks where the quotation begins; empty if the transcript does not tell.
        participant: Whose interview it is; empty if nobody has said.
    """

    document: str
    start: int
    end: int
    words: str
    code: str
    code_path: str
    coder: str
    round: str
    certainty: str
    participant: str
    speaker: str
    role: str
    memo: str
    created_at: str
    coding_id: str
    quotation_id: str
    code_id: str
    document_id: str


COLUMNS = CodingRow._fields


def codings_frame(rows: Iterable[CodingRow]) -> pd.DataFrame:
    """Give the tidy table: one row per coding, sorted by document, place, coder and code.

    Returns:
        Columns as the fields of `CodingRow`; `start` and `end` are integers, all else text. No rows give an empty table
        with the same columns.
    """
    import pandas as pd

    frame = pd.DataFrame.from_records(list(rows), columns=list(COLUMNS))
    frame = frame.astype(dict.fromkeys(COLUMNS, "str") | {"start": "int64", "end": "int64"})
    return frame.sort_values(["document", "start", "end", "coder", "code_path"], kind="stable", ignore_index=True)
