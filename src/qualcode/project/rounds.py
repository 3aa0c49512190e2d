"""Rounds: independent ones, in which nobody sees the others' codings until they are closed, and shared ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from qualcode.codebook import fold_name
from qualcode.coding import Round, RoundKind
from qualcode.errors import RoundClosedError, RoundExistsError, RoundNotFoundError, UnknownChoiceError
from qualcode.storage import Connection, Writing, shelves, utc_now
from qualcode.text import named_id

if TYPE_CHECKING:
    from qualcode.project.project import Project

DEFAULT_ROUND = "main"


class Rounds:
    """The rounds of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Round]:
        """Give the rounds in the order in which they were opened."""
        with self._project.store.read() as connection:
            return shelves.rounds.read(connection)

    def get(self, name: str) -> Round:
        """Give a round.

        Raises:
            RoundNotFoundError: With the nearest name.
        """
        return find_round(self.list(), name)

    def current(self) -> Round | None:
        """Give the round that was opened last and is still open; None if there is none."""
        open_rounds = [round_ for round_ in self.list() if round_.is_open]
        return open_rounds[-1] if open_rounds else None

    def open_independent(self) -> tuple[Round, ...]:
        """Give the independent rounds that are still open."""
        return tuple(round_ for round_ in self.list() if round_.is_open and round_.kind == "independent")

    def latest(self) -> Round | None:
        """Give the round that was opened last, open or closed."""
        rounds = self.list()
        return rounds[-1] if rounds else None

    def open(self, name: str, kind: RoundKind = "shared") -> Round:
        """Open a new round.

        Raises:
            RoundExistsError: If there is one of this name.
            UnknownChoiceError: If there is no such kind of round.
        """
        if kind not in get_args(RoundKind):
            raise UnknownChoiceError("kind of round", kind, get_args(RoundKind))
        what = f'open {kind} round "{name}"'
        with self._project.store.write(who=self._project.who, what=what) as writing:
            if any(fold_name(known.name) == fold_name(name) for known in shelves.rounds.read(writing.connection)):
                raise RoundExistsError(name)
            return _insert_round(writing, name, kind)

    def close(self, name: str) -> Round:
        """Close a round: it takes no more codings, and an independent one shows everybody's.

        Raises:
            RoundNotFoundError, RoundClosedError
        """
        with self._project.store.write(who=self._project.who, what=f'close round "{name}"') as writing:
            round_ = find_round(shelves.rounds.read(writing.connection), name)
            if not round_.is_open:
                raise RoundClosedError(round_.name)
            shelves.rounds.change(writing, round_.id, closed_at=utc_now())
        return self.get(name)


def hidden_rounds(connection: Connection) -> set[str]:
    """Give the names of the rounds in which nobody sees the codings of others: independent ones that are open."""
    return {one.name for one in shelves.rounds.read(connection) if one.is_open and one.kind == "independent"}


def find_round(rounds: list[Round], name: str) -> Round:
    """Give the round of a name.

    Raises:
        RoundNotFoundError: With the nearest name.
    """
    found = next((round_ for round_ in rounds if fold_name(round_.name) == fold_name(name)), None)
    if found is None:
        raise RoundNotFoundError(name, [round_.name for round_ in rounds])
    return found


def round_for_coding(writing: Writing, name: str | None) -> Round:
    """Give the round in which a coding is put: the one named, else the open one, else a first shared round, made now.

    Raises:
        RoundNotFoundError: If no round has the name.
        RoundClosedError: If the round is closed.
    """
    rounds = shelves.rounds.read(writing.connection)
    if name is None:
        open_rounds = [round_ for round_ in rounds if round_.is_open]
        if open_rounds:
            return open_rounds[-1]
        if rounds:
            raise RoundClosedError(rounds[-1].name)
        return _insert_round(writing, DEFAULT_ROUND, "shared")
    round_ = find_round(rounds, name)
    if not round_.is_open:
        raise RoundClosedError(round_.name)
    return round_


def _insert_round(writing: Writing, name: str, kind: RoundKind) -> Round:
    round_ = Round(named_id("round", fold_name(name)), name.strip(), kind, utc_now())
    shelves.rounds.add(writing, [round_])
    return round_
