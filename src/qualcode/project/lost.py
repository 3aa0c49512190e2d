"""Quotations whose words a revision lost: listed, and placed again by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook import fold_name
from qualcode.errors import QuotationNotFoundError
from qualcode.project.rounds import hidden_rounds
from qualcode.storage import shelves, utc_now
from qualcode.storage.codebooks import read_codebooks
from qualcode.storage.codings import join_quotation, own_quotations, place_quotations, read_lost
from qualcode.storage.documents import read_text
from qualcode.text import Span, make_anchor

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project

COLUMNS = ["document", "coder", "code", "words", "before", "after", "lost_at", "quotation_id", "coding_id"]


def lost_frame(project: Project, *, document: str | None = None, coder: str | None = None) -> pd.DataFrame:
    """Give a table of the quotations that are lost: a row for each code on them, with their old words and context."""
    import pandas as pd

    wanted = None if document is None else project.documents.get(document).name
    with project.store.read() as connection:
        codes = {code.id: code.name for book in read_codebooks(connection) for code in book}
        lost = read_lost(connection)
        if project.blind and coder is None and (hidden := hidden_rounds(connection)):
            lost = [one for one in lost if one.round is not None and one.round not in hidden]
    rows = [
        (
            one.document, one.coder, codes.get(one.code_id or "", ""), one.words, one.before, one.after, one.lost_at,
            one.quotation_id, one.coding_id or "",
        )
        for one in lost
        if wanted in (None, one.document) and (coder is None or fold_name(coder) == fold_name(one.coder))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def place_again(project: Project, quotation_id: str, document: str, span: Span, *, coder: str) -> None:
    """Put a coder's quotation at a place of its document, with all codes and memos on it.

    Where the coder has a quotation at the very place already, the two become one.

    Raises:
        QuotationNotFoundError: If the coder has no such quotation in the document.
        PositionOutsideTextError, EmptySpanError
    """
    found = project.documents.get(document)
    with project.store.write(who=project.who, what=f"place a quotation of {found.name}") as writing:
        quotation = shelves.quotations.find(writing.connection, quotation_id)
        coders = {one.id: one.name for one in shelves.coders.read(writing.connection)}
        if (
            quotation is None
            or quotation.document_id != found.id
            or fold_name(coders[quotation.coder_id]) != fold_name(coder)
        ):
            raise QuotationNotFoundError(quotation_id, found.name, coder)
        anchor = make_anchor(read_text(writing.connection, found.id), span.start, span.end)
        there = own_quotations(writing.connection, found.id, quotation.coder_id).get(span)
        if there is not None and there != quotation_id:
            join_quotation(writing, quotation_id, there)
        else:
            place_quotations(writing, {quotation_id: anchor}, [], utc_now())
