"""Codebooks of a project: read in, changed, kept in versions; a change carries the codings along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import (
    Codebook,
    CodebookChange,
    codebook_id,
    diff_codebooks,
    fold_name,
    read_codebook,
    read_codebook_text,
    write_codebook,
)
from qualcode.errors import (
    CodebookChangedMeanwhileError,
    CodebookChangeError,
    CodebookChoiceError,
    CodebookNotFoundError,
    CodesInUseError,
    NoCodebookError,
)
from qualcode.storage import Writing, utc_now
from qualcode.storage import codebooks as stored
from qualcode.storage.codebooks import CodebookVersion
from qualcode.storage.references import themes_built_of
from qualcode.text import named_id

if TYPE_CHECKING:
    from qualcode.project.project import Project


class Codebooks:
    """The codebooks of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Codebook]:
        """Give all codebooks, shared ones first."""
        with self._project.store.read() as connection:
            return stored.read_codebooks(connection)

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

        Codes are the same when their names are; a code that is missing from the file is removed if nothing was coded
        with it, and otherwise refused.

        Raises:
            FileUnreadableError, MaterialIssuesError: If the file is not in order.
            CodesInUseError: If codes with codings are missing from the file; rename, merge or retire them instead.
            CodebookChangeError: If the codebook of this name is somebody else's, or themes are built of missing codes.
        """
        read = read_codebook(path)
        read = replace(_under_name(read, name or read.name), owner=owner or read.owner)
        known = next((book for book in self.list() if fold_name(book.name) == fold_name(read.name)), None)
        if known is not None:
            if read.owner is not None and fold_name(read.owner) != fold_name(known.owner or ""):
                whose = f"is {known.owner}'s own list" if known.owner else "is shared"
                raise CodebookChangeError(
                    f'"{known.name}" {whose}; read the list of {read.owner} in under another name (--name)'
                )
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
        with self._project.store.read() as connection:
            return stored.read_versions(connection, book.id)

    def at_version(self, version: int, name: str | None = None) -> Codebook:
        """Give a codebook as it was at a version.

        Raises:
            CodebookNotFoundError: If there is no such version.
        """
        book = self.get(name)
        with self._project.store.read() as connection:
            found = stored.read_at_version(connection, book.id, version)
        if found is None:
            raise CodebookNotFoundError(f"{book.name} version {version}", [book.name])
        return found

    def diff(self, old: int, new: int, name: str | None = None) -> tuple[str, ...]:
        """Say what changed between two versions, one sentence for each change."""
        return diff_codebooks(self.at_version(old, name), self.at_version(new, name))

    def export_file(self, path: Path | str, name: str | None = None) -> Path:
        """Write a codebook as YAML; comments and layout of an older file at the path are kept."""
        path = Path(path)
        onto = read_codebook_text(path) if path.exists() else ""
        path.write_text(write_codebook(self.get(name), onto=onto), encoding="utf-8", newline="\n")
        return path


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
    for other in stored.read_codebooks(writing.connection):
        if other.id != change.codebook.id and fold_name(other.name) == fold_name(change.codebook.name):
            raise CodebookChangeError(f'there is another codebook named "{other.name}"; choose another name')
    now = stored.version_now(writing.connection, change.codebook.id)
    if now != change.codebook.version:
        raise CodebookChangedMeanwhileError(change.codebook.name, change.codebook.version, now)
    book = replace(change.codebook, version=now + 1)
    stored.put_codebook(writing, book, CodebookVersion(book.version, utc_now(), who, change.what, reason))
    stored.recode(writing, change.recode)
    kept = stored.code_names(writing.connection, book.id)
    gone = [code_id for code_id in kept if code_id not in book.by_id]
    if in_use := stored.codes_in_use(writing.connection, gone):
        raise CodesInUseError(book.name, sorted(kept[code_id] for code_id in in_use))
    if themes := themes_built_of(writing.connection, set(gone)):
        lacking = ", ".join(f'"{kept[code_id]}"' for code_id in gone)
        raise CodebookChangeError(
            f'the new state lacks {lacking}, of which the theme "{themes[0]}" is built; rename, merge or retire instead'
        )
    stored.remove_codes(writing, gone)
    return book


def _under_name(book: Codebook, name: str) -> Codebook:
    """Give a codebook another name, and with it ids of its own: one file may be read in under two names."""
    if fold_name(name) == fold_name(book.name):
        return replace(book, name=name)
    book_id = codebook_id(name)
    ids = {code.id: named_id("code", book_id, fold_name(code.name)) for code in book}
    codes = (
        replace(code, id=ids[code.id], parent_id=None if code.parent_id is None else ids[code.parent_id])
        for code in book
    )
    return replace(book, id=book_id, name=name, codes=tuple(codes))


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
    return replace(read, id=known.id, codes=codes, owner=known.owner)
