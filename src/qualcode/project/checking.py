"""Check a whole project: the file, the references, and that every quotation still says what it said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import tree_issues
from qualcode.storage import checks, is_url

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
    with project.store.read() as connection:
        counted = [f"{count} {name}" for name, count in checks.count_all(connection).items()]
        problems = [
            *checks.database_problems(connection),
            *checks.document_problems(connection),
            *checks.quotation_problems(connection),
            *_codebook_problems(project, checks.count_codes(connection)),
        ]
    return Checked((f"Looked at {', '.join(counted)}.",), (*problems, *synchronised(project)))


def synchronised(project: Project) -> list[str]:
    """Warn of a file in a folder that another program copies to and fro."""
    if is_url(project.location):
        return []
    path = Path(project.location).resolve()
    name = next((name for name in _SYNCHRONISED if name in str(path.parent).lower()), None)
    if name is None:
        return []
    return [f"{path} lies in a synchronised folder ({name}); keep the project elsewhere, and put closed copies there."]


def _codebook_problems(project: Project, n_codes: int) -> list[str]:
    books = project.codebooks.list()
    problems = [f'codebook "{book.name}": {issue}' for book in books for issue in tree_issues(book.codes)]
    if n_codes != sum(len(book) for book in books):
        problems.append("some codes have no place in the tree of their codebook")
    return problems
