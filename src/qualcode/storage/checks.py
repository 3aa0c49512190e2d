"""Checks that only the database can make: its pages, its references, and that what is kept is what was put there."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from qualcode.storage import tables

_quotations, _texts, _sources = tables.quotations.c, tables.document_texts.c, tables.document_sources.c
_COUNTED = (tables.documents, tables.quotations, tables.codings, tables.codes, tables.memos, tables.changes)


def count_all(connection: sa.Connection) -> dict[str, int]:
    """Count what a project holds, by table."""
    return {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in _COUNTED}


def database_problems(connection: sa.Connection) -> list[str]:
    """Let SQLite check its file page by page, and every reference; a server looks after itself."""
    if connection.dialect.name != "sqlite":
        return []
    said = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"the database says: {line}" for line in said if line != "ok"] + [
        f"a row of {row[0]} refers to a row of {row[2]} that is not there" for row in loose
    ]


def document_problems(connection: sa.Connection) -> list[str]:
    """Compare every document with its text and with the source file that is kept of it."""
    columns = (tables.documents.c.name, tables.documents.c.n_chars, tables.documents.c.source_sha256)
    query = (
        sa.select(*columns, _texts.text, _sources.data)
        .outerjoin(tables.document_texts, _texts.id == tables.documents.c.id)
        .outerjoin(tables.document_sources, _sources.id == tables.documents.c.id)
    )
    problems = []
    for name, n_chars, sha256, text, data in connection.execute(query.execution_options(yield_per=20)):
        if text is None or len(text) != n_chars:
            problems.append(f"the text of {name} is not as long as it was when it was read in")
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            problems.append(f"the source file kept of {name} is not what was read in")
    return problems


def quotation_problems(connection: sa.Connection) -> list[str]:
    """Compare every quotation with the words at its place; one that a revision lost has none."""
    columns = (_quotations.document_id, _quotations.id, _quotations.start, _quotations.end, _quotations.words)
    placed = sa.select(*columns).where(_quotations.lost_at.is_(None))
    rows = connection.execute(placed.order_by(_quotations.document_id)).all()
    documents = tables.documents.c
    names = {row.id: row.name for row in connection.execute(sa.select(documents.id, documents.name))}
    problems = []
    text, text_of = "", ""
    for document_id, quotation_id, start, end, words in rows:
        if document_id != text_of:
            text = connection.scalar(sa.select(_texts.text).where(_texts.id == document_id)) or ""
            text_of = document_id
        if text[start:end] != words:
            name = names.get(document_id, "a document that is not there")
            problems.append(f"quotation {quotation_id} of {name} does not stand at {start} to {end} any more")
    return problems


def count_codes(connection: sa.Connection) -> int:
    """Count the codes of all codebooks, those without a place in a tree included."""
    return connection.scalar(sa.select(sa.func.count()).select_from(tables.codes)) or 0
