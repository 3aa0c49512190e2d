"""Codebooks as they are kept: their present codes, and every saved version whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from qualcode.codebook import Code, Codebook, tree_order
from qualcode.storage import mapping, tables
from qualcode.storage.writing import Writing
from qualcode.text import named_id

_versions = tables.codebook_versions.c


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A saved state of a codebook: which, when, by whom, what changed and why."""

    version: int
    saved_at: str
    saved_by: str
    what: str
    reason: str


def read_codebooks(connection: sa.Connection) -> list[Codebook]:
    """Give all codebooks by name, shared ones first."""
    code_rows = connection.execute(sa.select(tables.codes)).mappings().all()
    by_name = tables.by_code_point(connection, tables.codebooks.c.name)
    book_rows = connection.execute(sa.select(tables.codebooks).order_by(by_name)).mappings().all()
    books = [
        mapping.codebook_from(book, (row for row in code_rows if row["codebook_id"] == book["id"]))
        for book in book_rows
    ]
    return sorted(books, key=lambda book: book.owner is not None)


def read_code_names(connection: sa.Connection, code_ids: Collection[str]) -> Codebook:
    """Give some codes and those above them, of whichever codebook, with their names alone: enough for their paths."""
    columns = (tables.codes.c.id, tables.codes.c.name, tables.codes.c.parent_id)
    kept = {row.id: row for row in connection.execute(sa.select(*columns)).all()}
    needed: dict[str, Code] = {}
    for code_id in code_ids:
        above = code_id
        while above in kept and above not in needed:
            needed[above] = Code(*kept[above])
            above = needed[above].parent_id or ""
    return Codebook("", "", tree_order(needed.values()))


def read_versions(connection: sa.Connection, codebook_id: str) -> list[CodebookVersion]:
    """Give the saved versions of a codebook, the latest first."""
    columns = (_versions.version, _versions.saved_at, _versions.saved_by, _versions.what, _versions.reason)
    query = sa.select(*columns).where(_versions.codebook_id == codebook_id).order_by(_versions.version.desc())
    return [CodebookVersion(*row) for row in connection.execute(query)]


def read_at_version(connection: sa.Connection, codebook_id: str, version: int) -> Codebook | None:
    """Give a codebook as it was at a version; None if there is no such version."""
    query = sa.select(_versions.state).where(_versions.codebook_id == codebook_id, _versions.version == version)
    state = connection.scalar(query)
    return None if state is None else mapping.codebook_from_state(state)


def version_now(connection: sa.Connection, codebook_id: str) -> int:
    """Give the version of a codebook; 0 if it was never saved."""
    return connection.scalar(sa.select(tables.codebooks.c.version).where(tables.codebooks.c.id == codebook_id)) or 0


def put_codebook(writing: Writing, book: Codebook, note: CodebookVersion) -> None:
    """Keep a codebook with its codes, and this state of it as a version; codes that are gone stay until removed."""
    if version_now(writing.connection, book.id):
        writing.update(tables.codebooks, {book.id: mapping.codebook_row(book)})
    else:
        writing.insert(tables.codebooks, [mapping.codebook_row(book)])
    known = code_names(writing.connection, book.id)
    rows = {code.id: mapping.code_row(book, at, code) for at, code in enumerate(book.codes)}
    writing.insert(tables.codes, [row for code_id, row in rows.items() if code_id not in known])
    writing.update(tables.codes, {code_id: row for code_id, row in rows.items() if code_id in known})
    version = {
        "id": named_id("codebook version", book.id, str(book.version)),
        "codebook_id": book.id,
        "version": note.version,
        "saved_at": note.saved_at,
        "saved_by": note.saved_by,
        "what": note.what,
        "reason": note.reason,
        "state": mapping.codebook_state(book),
    }
    writing.insert(tables.codebook_versions, [version])


def code_names(connection: sa.Connection, codebook_id: str) -> dict[str, str]:
    """Give the names of the codes that are kept for a codebook, by id."""
    query = sa.select(tables.codes.c.id, tables.codes.c.name).where(tables.codes.c.codebook_id == codebook_id)
    return {row.id: row.name for row in connection.execute(query)}


def codes_in_use(connection: sa.Connection, code_ids: Iterable[str]) -> set[str]:
    """Give those of the codes that have codings."""
    used = tables.codings.c.code_id
    return set(connection.scalars(sa.select(used).where(used.in_(list(code_ids))).distinct()))


def remove_codes(writing: Writing, code_ids: Iterable[str]) -> None:
    """Take codes away."""
    writing.delete(tables.codes, code_ids)


def recode(writing: Writing, recode: Mapping[str, str]) -> None:
    """Let codings, memos and themes of one code go over to another; a quotation carries a code once."""
    for old, new in recode.items():
        _remove_doubles(writing, old, new)
        writing.set_everywhere(tables.codings, "code_id", old, new)
        writing.set_everywhere(tables.memos, "target_id", old, new)
    themes = tables.themes.c
    kept = writing.connection.execute(sa.select(themes.id, themes.codes, themes.only)).all() if recode else []
    for theme_id, *lists in kept:
        codes, only = (list(dict.fromkeys(recode.get(code, code) for code in named)) for named in lists)
        writing.update(tables.themes, {theme_id: {"codes": codes, "only": only}})


def _remove_doubles(writing: Writing, old: str, new: str) -> None:
    """Take away codings of the old code where the coder has put the new one on the same quotation in the same round."""
    ours, theirs = tables.codings.alias(), tables.codings.alias()
    same = (ours.c[name] == theirs.c[name] for name in ("quotation_id", "coder_id", "round_id"))
    query = sa.select(ours.c.id).join(theirs, sa.and_(*same)).where(ours.c.code_id == old, theirs.c.code_id == new)
    doubles = writing.connection.execute(query.add_columns(theirs.c.id)).all()
    for double, kept in doubles:
        writing.set_everywhere(tables.memos, "target_id", double, kept)
    writing.delete(tables.codings, sorted({double for double, _ in doubles}))
