"""Check a whole project: the file, the references, and that every quotation still says what it said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.codebook import tree_issues
from qualcode.project.codebooks import read_codebooks
from qualcode.storage import is_url, tables

if TYPE_CHECKING:
    from qualcode.project.project import Project

# Programs that copy a file while it is being written can tear it.
_SYNCHRONISED = (
    "dropbox",
    "onedrive",
    "icloud",
    "google drive",
    "googledrive",
    "nextcloud",
    "syncthing",
    "mobile documents",
)


@dataclass(frozen=True)
class Checked:
    """What a check found: what was looked at, and what is wrong."""

    counts: tuple[str, ...]
    problems: tuple[str, ...]


def check_project(project: Project) -> Checked:
    """Check a project through and through."""
    problems = [
        *_database(project),
        *_texts(project),
        *_quotations(project),
        *_codebooks(project),
        *synchronised(project),
    ]
    with project.store.read() as connection:
        counts = [
            f"{connection.scalar(sa.select(sa.func.count()).select_from(table))} {table.name}"
            for table in (
                tables.documents,
                tables.quotations,
                tables.codings,
                tables.codes,
                tables.memos,
                tables.changes,
            )
        ]
    return Checked((f"Looked at {', '.join(counts)}.",), tuple(problems))


def synchronised(project: Project) -> list[str]:
    """Warn of a file in a folder that another program copies to and fro."""
    if is_url(project.location):
        return []
    path = str(Path(project.location).resolve())
    name = next((name for name in _SYNCHRONISED if name in path.lower()), None)
    if name is None:
        return []
    return [f"{path} lies in a synchronised folder ({name}); keep the project elsewhere, and put closed copies there."]


def _database(project: Project) -> list[str]:
    if is_url(project.location):
        return []
    with project.store.read() as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    problems = [f"the database says: {line}" for line in said if line != "ok"]
    return problems + [f"a row of {row[0]} refers to a row of {row[2]} that is not there" for row in loose]


def _texts(project: Project) -> list[str]:
    problems = []
    query = (
        sa.select(tables.documents.c.name, tables.documents.c.n_chars, tables.documents.c.source_sha256, tables.document_texts.c.text,
                  tables.document_sources.c.data)
        .outerjoin(tables.document_texts, tables.document_texts.c.id == tables.documents.c.id)
        .outerjoin(tables.document_sources, tables.document_sources.c.id == tables.documents.c.id)
    )  # fmt: skip
    with project.store.read() as connection:
        for name, n_chars, sha256, text, data in connection.execute(query.execution_options(yield_per=20)):
            if text is None or len(text) != n_chars:
                problems.append(f"the text of {name} is not as long as it was when it was read in")
            if data is None or hashlib.sha256(data).hexdigest() != sha256:
                problems.append(f"the source file kept of {name} is not what was read in")
    return problems


def _quotations(project: Project) -> list[str]:
    quotations = tables.quotations.c
    query = (
        sa.select(
            tables.documents.c.name,
            quotations.id,
            quotations.start,
            quotations.end,
            quotations.words,
            quotations.document_id,
        )
        .join(tables.documents, tables.documents.c.id == quotations.document_id)
        .order_by(quotations.document_id)
    )
    problems: list[str] = []
    text, text_of = "", ""
    with project.store.read() as connection:
        for name, quotation_id, start, end, words, document_id in connection.execute(query).all():
            if document_id != text_of:
                texts = tables.document_texts.c
                text = connection.scalar(sa.select(texts.text).where(texts.id == document_id)) or ""
                text_of = document_id
            if text[start:end] != words:
                problems.append(f"quotation {quotation_id} of {name} does not stand at {start} to {end} any more")
    return problems


def _codebooks(project: Project) -> list[str]:
    with project.store.read() as connection:
        books = read_codebooks(connection)
        n_codes = connection.scalar(sa.select(sa.func.count()).select_from(tables.codes))
    problems = [f'codebook "{book.name}": {issue}' for book in books for issue in tree_issues(book.codes)]
    if n_codes != sum(len(book) for book in books):
        problems.append("some codes have no place in the tree of their codebook")
    return problems
