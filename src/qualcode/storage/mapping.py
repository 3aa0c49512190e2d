"""Rows to nouns and back; nothing else leaves this folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping

from qualcode.codebook import Code, Codebook, tree_order
from qualcode.coding import Coder, Coding, Memo, Quotation, Reading, Round
from qualcode.storage.writing import Row
from qualcode.text import Anchor, Document, Participant, Speaker, Turn, named_id
from qualcode.themes.theme import QuotationChoice, Theme

RowLike = Mapping[str, Any] | RowMapping


def coder_row(coder: Coder) -> Row:
    """Give the row of a coder."""
    return asdict(coder)


def coder_from(row: RowLike) -> Coder:
    """Give the coder of a row."""
    return Coder(**row)


def round_row(round_: Round) -> Row:
    """Give the row of a round."""
    return asdict(round_)


def round_from(row: RowLike) -> Round:
    """Give the round of a row."""
    return Round(**row)


def participant_row(participant: Participant) -> Row:
    """Give the row of a participant."""
    return {"id": participant.id, "name": participant.name, "attributes": dict(participant.attributes)}


def participant_from(row: RowLike) -> Participant:
    """Give the participant of a row."""
    return Participant(**row)


def document_row(document: Document, participant_id: str | None) -> Row:
    """Give the row of a document."""
    row = asdict(document)
    del row["participant"]
    return {**row, "remarks": list(document.remarks), "participant_id": participant_id}


def document_from(row: RowLike, participant: str | None) -> Document:
    """Give the document of a row."""
    fields = {name: value for name, value in row.items() if name != "participant_id"}
    return Document(**{**fields, "remarks": tuple(row["remarks"]), "participant": participant})


def anchor_columns(anchor: Anchor) -> Row:
    """Give those columns of a quotation that say where it stands."""
    return asdict(anchor)


def turns_json(turns: Iterable[Turn]) -> list[list[Any]]:
    """Give turns as lists, a tenth of the size of named fields."""
    return [[turn.start, turn.end, turn.speaker, turn.head_start, turn.start_s, turn.end_s] for turn in turns]


def turns_from(lists: Iterable[Sequence[Any]]) -> tuple[Turn, ...]:
    """Give the turns of their lists."""
    return tuple(Turn(*fields) for fields in lists)


def speaker_row(document_id: str, position: int, speaker: Speaker, participant_id: str | None) -> Row:
    """Give the row of a speaker."""
    return {
        "id": named_id("speaker", document_id, speaker.label),
        "document_id": document_id,
        "position": position,
        "label": speaker.label,
        "role": speaker.role,
        "participant_id": participant_id,
    }


def codebook_row(codebook: Codebook) -> Row:
    """Give the row of a codebook, without its codes."""
    names = ("id", "name", "title", "description", "source", "language", "owner", "version")
    return {name: getattr(codebook, name) for name in names}


def code_row(codebook: Codebook, position: int, code: Code) -> Row:
    """Give the row of a code."""
    return {**asdict(code), "keywords": list(code.keywords), "codebook_id": codebook.id, "position": position}


def codebook_from(row: RowLike, code_rows: Iterable[RowLike]) -> Codebook:
    """Give the codebook of its row and the rows of its codes."""
    return Codebook(
        **row, codes=tree_order(code_from(code) for code in sorted(code_rows, key=lambda code: code["position"]))
    )


def code_from(row: RowLike) -> Code:
    """Give the code of a row."""
    fields = {name: value for name, value in row.items() if name not in {"codebook_id", "position"}}
    return Code(**{**fields, "keywords": tuple(row["keywords"])})


def codebook_state(codebook: Codebook) -> dict[str, Any]:
    """Give a whole codebook as JSON, for its versions."""
    return {**codebook_row(codebook), "codes": [code_row(codebook, at, code) for at, code in enumerate(codebook.codes)]}


def codebook_from_state(state: Mapping[str, Any]) -> Codebook:
    """Give the codebook of a version."""
    return codebook_from({name: value for name, value in state.items() if name != "codes"}, state["codes"])


def quotation_row(quotation: Quotation) -> Row:
    """Give the row of a quotation."""
    return {
        "id": quotation.id,
        "document_id": quotation.document_id,
        "coder_id": quotation.coder_id,
        "start": quotation.anchor.start,
        "end": quotation.anchor.end,
        "words": quotation.anchor.words,
        "before": quotation.anchor.before,
        "after": quotation.anchor.after,
        "created_at": quotation.created_at,
        "lost_at": quotation.lost_at,
    }


def quotation_from(row: RowLike) -> Quotation:
    """Give the quotation of a row."""
    anchor = Anchor(row["start"], row["end"], row["words"], row["before"], row["after"])
    return Quotation(row["id"], row["document_id"], row["coder_id"], anchor, row["created_at"], row["lost_at"])


def coding_row(coding: Coding) -> Row:
    """Give the row of a coding."""
    return asdict(coding)


def coding_from(row: RowLike) -> Coding:
    """Give the coding of a row."""
    return Coding(**row)


def memo_row(memo: Memo) -> Row:
    """Give the row of a memo."""
    return asdict(memo)


def memo_from(row: RowLike) -> Memo:
    """Give the memo of a row."""
    return Memo(**row)


def reading_row(reading: Reading) -> Row:
    """Give the row of a reading."""
    return {"id": reading_id(reading.coder_id, reading.document_id, reading.round_id), **asdict(reading)}


def reading_id(coder_id: str, document_id: str, round_id: str) -> str:
    """Make the id of a reading: the same in every copy of the project."""
    return named_id("reading", coder_id, document_id, round_id)


def reading_from(row: RowLike) -> Reading:
    """Give the reading of a row."""
    return Reading(**{name: value for name, value in row.items() if name != "id"})


def theme_row(position: int, theme: Theme) -> Row:
    """Give the row of a theme."""
    quotations = [[choice.document, choice.quote, choice.why] for choice in theme.quotations]
    lists = {"codes": list(theme.codes), "only": list(theme.only), "quotations": quotations}
    return {**asdict(theme), **lists, "position": position}


def theme_from(row: RowLike) -> Theme:
    """Give the theme of a row."""
    fields = {name: value for name, value in row.items() if name != "position"}
    lists = {"codes": tuple(row["codes"]), "only": tuple(row["only"])}
    quotations = tuple(QuotationChoice(*choice) for choice in row["quotations"])
    return Theme(**{**fields, **lists, "quotations": quotations})
