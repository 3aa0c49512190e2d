"""Independent rounds that are still open: nobody is shown the codings of others, and figures come with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.output import say
from qualcode.codebook import fold_name

if TYPE_CHECKING:
    from qualcode.project import Project


def warn_of_open_rounds(project: Project, round_name: str | None) -> None:
    """Say which independent rounds are open among those whose figures are shown."""
    for name in _open_rounds(project, round_name):
        say(
            f'The independent round "{name}" is still open: keep this from its coders until '
            f"`qualcode rounds close {name}`."
        )


def hold_back_open_rounds(project: Project, round_name: str | None, *, hint: str = "") -> None:
    """Hold back the codings of independent rounds that are open, and say so."""
    project.blind = True
    for name in _open_rounds(project, round_name):
        say(
            f'Codings of the independent round "{name}" are held back until it is closed '
            f"(`qualcode rounds close {name}`).{hint}"
        )


def _open_rounds(project: Project, round_name: str | None) -> list[str]:
    return [
        known.name
        for known in project.rounds.list()
        if known.is_open
        and known.kind == "independent"
        and (round_name is None or fold_name(known.name) == fold_name(round_name))
    ]
