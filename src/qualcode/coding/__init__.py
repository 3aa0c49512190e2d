"""Who says so, where: coders, rounds, quotations, codings, memos. What a coding means; nothing of how it is kept."""

from qualcode.coding.coding import (
    Certainty,
    Coder,
    Coding,
    Memo,
    MemoTarget,
    Quotation,
    Reading,
    Round,
    RoundKind,
    make_coder,
)
from qualcode.coding.find_quote import QuotePlace, find_quote
from qualcode.coding.reanchor import Reanchored, reanchor
from qualcode.coding.table import COLUMNS, CodingRow, codings_frame

__all__ = [
    "COLUMNS",
    "Certainty",
    "Coder",
    "Coding",
    "CodingRow",
    "Memo",
    "MemoTarget",
    "Quotation",
    "QuotePlace",
    "Reading",
    "Reanchored",
    "Round",
    "RoundKind",
    "codings_frame",
    "find_quote",
    "make_coder",
    "reanchor",
]
