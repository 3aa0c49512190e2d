"""The project: one study, opened from its file or server; its areas do what people do to it."""

from __future__ import annotations

import getpass
import os
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from qualcode.storage import Store, is_url

if TYPE_CHECKING:
    from qualcode.project.agreement import ProjectAgreement
    from qualcode.project.codebooks import Codebooks
    from qualcode.project.codings import Codings
    from qualcode.project.documents import Documents
    from qualcode.project.history import History
    from qualcode.project.memos import Memos
    from qualcode.project.people import Coders, Participants
    from qualcode.project.readings import Readings
    from qualcode.project.rounds import Rounds
    from qualcode.project.search import Search
    from qualcode.project.themes import Themes


class Project:
    """One study.

    Open it with `Project.open`, make it with `Project.create`, and use it in a `with` block or close it yourself.

    Attributes:
        store: The database behind it.
        who: Who acts, for the history.
        blind: Whether codings of an open independent round are held back, unless one coder's are asked for.
            Commands that show codings set it; figures are computed from all.
    """

    def __init__(self, store: Store, who: str | None = None) -> None:
        self.store = store
        self.blind = False
        self.who = who or current_person()
        described = store.described()
        self.id, self.name, self.created_at = described.id, described.name, described.created_at

    @classmethod
    def create(cls, location: str | Path, *, name: str | None = None, who: str | None = None) -> Self:
        """Make a new project at a path (`study.qualcode`) or PostgreSQL URL.

        Raises:
            ProjectExistsError: If something is there already.
        """
        return cls(Store.create(location, name or _name_of(location)), who)

    @classmethod
    def open(cls, location: str | Path, *, who: str | None = None) -> Self:
        """Open a project.

        Raises:
            ProjectNotFoundError, ProjectNotRecognisedError, ProjectTooNewError, ProjectDamagedError
        """
        store = Store.open(location)
        try:
            return cls(store, who)
        except BaseException:
            store.close()
            raise

    @property
    def location(self) -> str:
        """Where it lies: a path or a server's URL."""
        return self.store.location

    def close(self) -> None:
        """Let go of it; the file can then be copied."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def documents(self) -> Documents:
        """Transcripts."""
        from qualcode.project.documents import Documents

        return Documents(self)

    @cached_property
    def participants(self) -> Participants:
        """People interviewed."""
        from qualcode.project.people import Participants

        return Participants(self)

    @cached_property
    def coders(self) -> Coders:
        """People who code."""
        from qualcode.project.people import Coders

        return Coders(self)

    @cached_property
    def rounds(self) -> Rounds:
        """Stretches of coding."""
        from qualcode.project.rounds import Rounds

        return Rounds(self)

    @cached_property
    def codebooks(self) -> Codebooks:
        """Code lists and their versions."""
        from qualcode.project.codebooks import Codebooks

        return Codebooks(self)

    @cached_property
    def codings(self) -> Codings:
        """Codes on quotations."""
        from qualcode.project.codings import Codings

        return Codings(self)

    @cached_property
    def readings(self) -> Readings:
        """Who has read what."""
        from qualcode.project.readings import Readings

        return Readings(self)

    @cached_property
    def memos(self) -> Memos:
        """Notes on anything."""
        from qualcode.project.memos import Memos

        return Memos(self)

    @cached_property
    def themes(self) -> Themes:
        """What the analysis claims."""
        from qualcode.project.themes import Themes

        return Themes(self)

    @cached_property
    def search(self) -> Search:
        """Words in the transcripts."""
        from qualcode.project.search import Search

        return Search(self)

    @cached_property
    def history(self) -> History:
        """What happened, and taking it back."""
        from qualcode.project.history import History

        return History(self)

    def agreement(self, **choices: Any) -> ProjectAgreement:
        """Compute how far coders agree; the choices are those of `qualcode.project.agreement.project_agreement`."""
        from qualcode.project.agreement import project_agreement

        return project_agreement(self, **choices)


def _name_of(location: str | Path) -> str:
    """Give the name of a file, or of a database on a server, without user, password and options."""
    return urlsplit(str(location)).path.strip("/") or "study" if is_url(location) else Path(location).stem


def current_person() -> str:
    """Give the name under which changes are noted: QUALCODE_CODER, else the user of the computer."""
    if name := os.environ.get("QUALCODE_CODER", "").strip():
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
