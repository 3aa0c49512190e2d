"""Codebooks of a project: read in, changed, kept in versions; a change carries the codings along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.codebook import (
    Codebook,
    CodebookChange,
    diff_codebooks,
    fold_name,
    read_codebook,
    read_codebook_text,
    write_codebook,
)
from qualcode.errors import (
    CodebookChangedMeanwhileError,
    CodebookChoiceError,
    CodebookNotFoundError,
    CodesInUseError,
    NoCodebookError,
)
from qualcode.storage import Writing, mapping, tables, utc_now
from qualcode.text import named_id

if TYPE_CHECKING:
    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A saved state of a codebook: which, when, by whom, what changed and why."""

    version: int
    saved_at: str
    saved_by: str
    what: str
    reason: str


class Codebooks:
    """The codebooks of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Codebook]:
        """Give all codebooks, shared ones first."""
        with self._project.store.read() as connection:
            return read_codebooks(connection)

    def get(self, name: str | None = None) -> Codebook:
        """Give the codebook of a name, or the shared one where there is only one.

        Raises:
            CodebookNotFoundError, NoCodebookError, CodebookChoiceError
        """
        return choose_codebook(self.list(), name)

    def import_file(
        self, path: Path | str, *, name: str | None = None, owner: str | None = None, reason: str = ""
    ) -> Codebook:
        """Read a codebook file in, as a new codebook or as the next version of the one of the same name.

        Codes are the same when their names are; a code that is missing from the file is removed if nothing was coded with
        it, and otherwise refused.

        Raises:
            FileUnreadableError, MaterialIssuesError: If the file is not in order.
            CodesInUseError: If codes with codings are missing from the file; rename, merge or retire them instead.
        """
        read = read_codebook(path)
        read = replace(read, name=name or read.name, owner=owner or read.owner)
        known = next((book for book in self.list() if fold_name(book.name) == fold_name(read.name)), None)
        if known is not None:
            read = _with_known_ids(read, known)
        what = f'codebook "{read.name}" from {Path(path).name}'
        return self.save(replace(read, version=known.version if known else 0), what=what, reason=reason)

    def save(self, codebook: Codebook, *, what: str, reason: str = "") -> Codebook:
        """Save a codebook as its next version; gives it back with the version it got.

        Raises:
            CodebookChangedMeanwhileError: If the version it was made from is no longer the latest.
            CodesInUseError: If codes that have codings are no longer in it.
        """
        return self.apply(CodebookChange(codebook, what), reason=reason)

    def apply(self, change: CodebookChange, *, reason: str = "") -> Codebook:
        """Save a changed codebook and let its codings follow.

        Raises:
            CodebookChangedMeanwhileError, CodesInUseError: As for `save`.
        """
        with self._project.store.write(who=self._project.who, what=change.what, reason=reason) as writing:
            return _save(writing, change, self._project.who, reason)

    def versions(self, name: str | None = None) -> Sequence[CodebookVersion]:
        """Give the saved versions, the latest first."""
        book = self.get(name)
        versions = tables.codebook_versions.c
        query = (
            sa.select(versions.version, versions.saved_at, versions.saved_by, versions.what, versions.reason)
            .where(versions.codebook_id == book.id)
            .order_by(versions.version.desc())
        )
        with self._project.store.read() as connection:
            return [CodebookVersion(*row) for row in connection.execute(query)]

    def at_version(self, version: int, name: str | None = None) -> Codebook:
        """Give a codebook as it was at a version.

        Raises:
            CodebookNotFoundError: If there is no such version.
        """
        book = self.get(name)
        versions = tables.codebook_versions.c
        query = sa.select(versions.state).where(versions.codebook_id == book.id, versions.version == version)
        with self._project.store.read() as connection:
            state = connection.scalar(query)
        if state is None:
            raise CodebookNotFoundError(f"{book.name} version {version}", [book.name])
        return mapping.codebook_from_state(state)

    def diff(self, old: int, new: int, name: str | None = None) -> tuple[str, ...]:
        """Say what changed between two versions, one sentence for each change."""
        return diff_codebooks(self.at_version(old, name), self.at_version(new, name))

    def export_file(self, path: Path | str, name: str | None = None) -> Path:
        """Write a codebook as YAML; comments and layout of an older file at the path are kept."""
        path = Path(path)
        onto = read_codebook_text(path) if path.exists() else ""
        path.write_text(write_codebook(self.get(name), onto=onto), encoding="utf-8", newline="\n")
        return path


def read_codebooks(connection: sa.Connection) -> list[Codebook]:
    """Read all codebooks, shared ones first."""
    code_rows = connection.execute(sa.select(tables.codes)).mappings().all()
    books = connection.execute(sa.select(tables.codebooks).order_by(tables.codebooks.c.name)).mappings().all()
    found = [
        mapping.codebook_from(book, (row for row in code_rows if row["codebook_id"] == book["id"])) for book in books
    ]
    return sorted(found, key=lambda book: (book.owner is not None, book.name))


def choose_codebook(books: list[Codebook], name: str | None) -> Codebook:
    """Give the codebook of a name, or the only shared one."""
    if name is not None:
        found = next((book for book in books if fold_name(book.name) == fold_name(name)), None)
        if found is None:
            raise CodebookNotFoundError(name, [book.name for book in books])
        return found
    shared = [book for book in books if book.owner is None] or books
    if not shared:
        raise NoCodebookError
    if len(shared) > 1:
        raise CodebookChoiceError([book.name for book in shared])
    return shared[0]


def _save(writing: Writing, change: CodebookChange, who: str, reason: str) -> Codebook:
    book = change.codebook
    rows = writing.rows(tables.codebooks, [book.id])
    now = rows[0]["version"] if rows else 0
    if now != book.version:
        raise CodebookChangedMeanwhileError(book.name, book.version, now)
    book = replace(book, version=now + 1)
    if rows:
        writing.update(tables.codebooks, {book.id: mapping.codebook_row(book)})
    else:
        writing.insert(tables.codebooks, [mapping.codebook_row(book)])
    _save_codes(writing, book, change)
    version = {
        "id": named_id("codebook version", book.id, str(book.version)),
        "codebook_id": book.id,
        "version": book.version,
        "saved_at": utc_now(),
        "saved_by": who,
        "what": change.what,
        "reason": reason,
        "state": mapping.codebook_state(book),
    }
    writing.insert(tables.codebook_versions, [version])
    return book


def _save_codes(writing: Writing, book: Codebook, change: CodebookChange) -> None:
    codes = tables.codes
    query = sa.select(codes.c.id, codes.c.name).where(codes.c.codebook_id == book.id)
    known = {row.id: row.name for row in writing.connection.execute(query)}
    wanted = {code.id: mapping.code_row(book, at, code) for at, code in enumerate(book.codes)}
    writing.insert(codes, [row for code_id, row in wanted.items() if code_id not in known])
    writing.update(codes, {code_id: row for code_id, row in wanted.items() if code_id in known})
    for old, new in change.recode.items():
        writing.set_everywhere(tables.codings, "code_id", old, new)
    _recode_themes(writing, change)
    gone = [code_id for code_id in known if code_id not in wanted]
    used = tables.codings.c.code_id
    in_use = set(writing.connection.scalars(sa.select(used).where(used.in_(gone)).distinct())) if gone else set()
    if in_use:
        raise CodesInUseError(book.name, sorted(known[code_id] for code_id in in_use))
    writing.delete(codes, gone)


def _recode_themes(writing: Writing, change: CodebookChange) -> None:
    """Let themes name the code that a merged code became."""
    if not change.recode:
        return
    themes = tables.themes.c
    for theme_id, *lists in writing.connection.execute(sa.select(themes.id, themes.codes, themes.only)).all():
        codes, only = (list(dict.fromkeys(change.recode.get(code, code) for code in named)) for named in lists)
        writing.update(tables.themes, {theme_id: {"codes": codes, "only": only}})


def _with_known_ids(read: Codebook, known: Codebook) -> Codebook:
    """Give the codes of a file the ids of the project's codes of the same names."""
    ids = {code.id: same.id for code in read if (same := known.find(code.name)) is not None}
    codes = tuple(
        replace(
            code,
            id=ids.get(code.id, code.id),
            parent_id=ids.get(code.parent_id, code.parent_id) if code.parent_id else None,
        )
        for code in read
    )
    return replace(read, id=known.id, codes=codes, owner=read.owner or known.owner)
