"""Codings as they are kept: read with all that names them, counted, and looked up by place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from qualcode.storage import mapping, tables
from qualcode.storage.writing import Row, Writing, batched
from qualcode.text import Anchor, Span

_quotations, _codings, _memos = tables.quotations.c, tables.codings.c, tables.memos.c


class PlacedCoding(NamedTuple):
    """A coding with its place and the names of its coder and round; document and code by id.

    A tuple, because a large project has a million of them and they are made in a third of the time.
    """

    document_id: str
    start: int
    end: int
    words: str
    code_id: str
    coder: str
    round: str
    certainty: str
    created_at: str
    coding_id: str
    quotation_id: str


def read_placed(
    connection: sa.Connection,
    *,
    document_id: str | None = None,
    code_ids: Collection[str] | None = None,
    coder_id: str | None = None,
    round_id: str | None = None,
) -> list[PlacedCoding]:
    """Give codings with their places, all or those asked for, in no order; what a revision lost is left out."""
    wanted = {_quotations.document_id: document_id, _codings.coder_id: coder_id, _codings.round_id: round_id}
    query = _PLACED.where(*(column == value for column, value in wanted.items() if value is not None))
    if code_ids is not None:
        query = query.where(_codings.code_id.in_(code_ids))
    return list(map(PlacedCoding._make, connection.execute(query).all()))


# Made once: composing it takes a tenth of the time of reading a document's codings.
_PLACED = (
    sa.select(
        _quotations.document_id, _quotations.start, _quotations.end, _quotations.words, _codings.code_id,
        tables.coders.c.name, tables.rounds.c.name, _codings.certainty, _codings.created_at, _codings.id,
        _codings.quotation_id,
    )
    .select_from(tables.codings)
    .join(tables.quotations, _quotations.id == _codings.quotation_id)
    .join(tables.coders, tables.coders.c.id == _codings.coder_id)
    .join(tables.rounds, tables.rounds.c.id == _codings.round_id)
    .where(_quotations.lost_at.is_(None))
)  # fmt: skip


class CodedSpan(NamedTuple):
    """A coding reduced to what is counted: who put which code where."""

    document_id: str
    coder: str
    code_id: str
    start: int
    end: int


def read_spans(connection: sa.Connection, *, code_ids: Collection[str], round_id: str) -> Iterator[CodedSpan]:
    """Give the spans of some codes in a round one after the other, in no order; far quicker than `read_placed`."""
    query = (
        sa.select(_quotations.document_id, _codings.coder_id, _codings.code_id, _quotations.start, _quotations.end)
        .select_from(tables.codings)
        .join(tables.quotations, _quotations.id == _codings.quotation_id)
        .where(_codings.code_id.in_(code_ids), _codings.round_id == round_id, _quotations.lost_at.is_(None))
    )
    coders = tables.coders.c
    names = {row.id: row.name for row in connection.execute(sa.select(coders.id, coders.name))}
    for document_id, coder_id, code_id, start, end in connection.execute(query.execution_options(yield_per=10_000)):
        yield CodedSpan(document_id, names[coder_id], code_id, start, end)


def own_quotations(connection: sa.Connection, document_id: str, coder_id: str) -> dict[Span, str]:
    """Give the ids of a coder's quotations of a document by place."""
    query = sa.select(_quotations.start, _quotations.end, _quotations.id).where(*_mine(document_id, coder_id))
    query = query.where(_quotations.lost_at.is_(None))
    return {Span(row.start, row.end): row.id for row in connection.execute(query)}


def own_codings(connection: sa.Connection, document_id: str, coder_id: str) -> set[tuple[str, str, str]]:
    """Give quotation, code and round of a coder's codings of a document."""
    query = (
        sa.select(_codings.quotation_id, _codings.code_id, _codings.round_id)
        .join(tables.quotations, _quotations.id == _codings.quotation_id)
        .where(*_mine(document_id, coder_id))
    )
    return {(row.quotation_id, row.code_id, row.round_id) for row in connection.execute(query)}


def own_memos(connection: sa.Connection, document_id: str, coder_id: str) -> set[tuple[str, str]]:
    """Give quotation and words of a coder's memos on quotations of a document."""
    query = (
        sa.select(_memos.target_id, _memos.text)
        .join(tables.quotations, _quotations.id == _memos.target_id)
        .where(_memos.coder_id == coder_id, _quotations.document_id == document_id)
    )
    return {(row.target_id, row.text) for row in connection.execute(query)}


def recode_codings(writing: Writing, coding_ids: Iterable[str], code_id: str) -> int:
    """Give codings another code; where it stands on the quotation already, the coding goes. Gives how many changed."""
    changed: dict[str, Row] = {}
    doubles: list[str] = []
    rows = [row for row in writing.rows(tables.codings, dict.fromkeys(coding_ids)) if row["code_id"] != code_id]
    standing = _keys_with(writing.connection, code_id, {row["quotation_id"] for row in rows})
    for row in rows:
        key = (row["quotation_id"], row["coder_id"], row["round_id"])
        if key in standing:
            doubles.append(row["id"])
        else:
            standing.add(key)
            changed[row["id"]] = {"code_id": code_id}
    writing.update(tables.codings, changed)
    remove_codings(writing, doubles)
    return len(rows)


def _keys_with(connection: sa.Connection, code_id: str, quotation_ids: Iterable[str]) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for chunk in batched(sorted(quotation_ids)):
        query = sa.select(_codings.quotation_id, _codings.coder_id, _codings.round_id)
        rows = connection.execute(query.where(_codings.code_id == code_id, _codings.quotation_id.in_(chunk)))
        found.update((row.quotation_id, row.coder_id, row.round_id) for row in rows)
    return found


def remove_codings(writing: Writing, coding_ids: Iterable[str]) -> int:
    """Take codings away with the memos on them, and quotations that then carry nothing; gives how many codings went."""
    ids = list(dict.fromkeys(coding_ids))
    quotation_ids = quotations_of(writing.connection, ids)
    removed = writing.rows(tables.codings, ids)
    for chunk in batched(ids):
        query = sa.select(_memos.id).where(_memos.target == "coding", _memos.target_id.in_(chunk))
        writing.delete(tables.memos, writing.connection.scalars(query).all())
    writing.delete(tables.codings, ids)
    remove_bare_quotations(writing, quotation_ids)
    return len(removed)


def quotations_of(connection: sa.Connection, coding_ids: Iterable[str]) -> set[str]:
    """Give the quotations on which codings stand; codings that are not there give none."""
    found: set[str] = set()
    for chunk in batched(list(coding_ids)):
        found.update(connection.scalars(sa.select(_codings.quotation_id).where(_codings.id.in_(chunk))))
    return found


def remove_bare_quotations(writing: Writing, quotation_ids: Iterable[str]) -> None:
    """Take away those quotations that carry neither a code nor a memo."""
    ids = sorted(set(quotation_ids))
    kept = carrying(writing.connection, ids)
    writing.delete(tables.quotations, [one for one in ids if one not in kept])


def carrying(connection: sa.Connection, quotation_ids: Sequence[str]) -> set[str]:
    """Give those quotations that carry a code or a memo."""
    found: set[str] = set()
    for chunk in batched(quotation_ids):
        found.update(connection.scalars(sa.select(_codings.quotation_id).where(_codings.quotation_id.in_(chunk))))
        found.update(connection.scalars(sa.select(_memos.target_id).where(_memos.target_id.in_(chunk))))
    return found


def memos_by_quotation(connection: sa.Connection, document_id: str | None = None) -> dict[str, str]:
    """Give the memos on the quotations of all documents, or of one, several joined line by line."""
    query = sa.select(_memos.target_id, _memos.text).where(_memos.target == "quotation")
    if document_id is not None:
        query = query.join(tables.quotations, _quotations.id == _memos.target_id)
        query = query.where(_quotations.document_id == document_id)
    found: dict[str, str] = {}
    for target_id, text in connection.execute(query.order_by(_memos.created_at, _memos.id)):
        found[target_id] = f"{found[target_id]}\n{text}" if target_id in found else text
    return found


def count_by_code(connection: sa.Connection) -> dict[str, int]:
    """Count codings by code, those left out that a revision lost."""
    query = sa.select(_codings.code_id, sa.func.count()).group_by(_codings.code_id)
    counts = {row[0]: row[1] for row in connection.execute(query)}
    # Few or none are lost: naming them spares the join over all, which SQLite would choose.
    lost = connection.scalars(sa.select(_quotations.id).where(_quotations.lost_at.is_not(None))).all()
    for chunk in batched(lost):
        for code_id, count in connection.execute(query.where(_codings.quotation_id.in_(chunk))):
            counts[code_id] -= count
    return {code_id: count for code_id, count in counts.items() if count}


class LostCoding(NamedTuple):
    """A quotation that a revision lost, with one of its codes; code and coding are None where it carries none."""

    quotation_id: str
    document: str
    coder: str
    words: str
    before: str
    after: str
    lost_at: str
    code_id: str | None
    coding_id: str | None
    round: str | None


def read_lost(connection: sa.Connection) -> list[LostCoding]:
    """Give the quotations that revisions lost, a row for each code on them, by document, coder and old place."""
    columns = (
        _quotations.id, tables.documents.c.name, tables.coders.c.name, _quotations.words, _quotations.before,
        _quotations.after, _quotations.lost_at, _codings.code_id, _codings.id, tables.rounds.c.name,
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .select_from(tables.quotations)
        .join(tables.documents, tables.documents.c.id == _quotations.document_id)
        .join(tables.coders, tables.coders.c.id == _quotations.coder_id)
        .outerjoin(tables.codings, _codings.quotation_id == _quotations.id)
        .outerjoin(tables.rounds, tables.rounds.c.id == _codings.round_id)
        .where(_quotations.lost_at.is_not(None))
        .order_by(_quotations.start, _quotations.end, _quotations.id, _codings.created_at, _codings.id)
    )
    found = list(map(LostCoding._make, connection.execute(query).all()))
    return sorted(found, key=lambda one: (one.document, one.coder))


def place_quotations(writing: Writing, placed: Mapping[str, Anchor], lost: Iterable[str], at: str) -> None:
    """Give quotations other places; those that are lost keep place and words, marked as lost."""
    rows: dict[str, Row] = {one: {**mapping.anchor_columns(anchor), "lost_at": None} for one, anchor in placed.items()}
    known = {row["id"] for row in writing.rows(tables.quotations, lost) if row["lost_at"] is None}
    writing.update(tables.quotations, {**rows, **{one: {"lost_at": at} for one in sorted(known)}})


def join_quotation(writing: Writing, quotation_id: str, into: str) -> None:
    """Move codes and memos of a quotation to another of the same coder, and take it away; doubles go."""
    query = sa.select(_codings.id).where(_codings.quotation_id == quotation_id)
    rows = writing.rows(tables.codings, writing.connection.scalars(query).all())
    query = sa.select(_codings.id).where(_codings.quotation_id == into)
    standing = writing.rows(tables.codings, writing.connection.scalars(query).all())
    there = {(row["code_id"], row["round_id"]) for row in standing}
    doubles = [row["id"] for row in rows if (row["code_id"], row["round_id"]) in there]
    writing.update(tables.codings, {row["id"]: {"quotation_id": into} for row in rows if row["id"] not in doubles})
    memos = sa.select(_memos.id).where(_memos.target == "quotation", _memos.target_id == quotation_id)
    writing.update(tables.memos, {one: {"target_id": into} for one in writing.connection.scalars(memos)})
    remove_codings(writing, doubles)
    remove_bare_quotations(writing, [quotation_id])


def _mine(document_id: str, coder_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return _quotations.document_id == document_id, _quotations.coder_id == coder_id
