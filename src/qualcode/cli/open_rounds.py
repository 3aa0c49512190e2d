"""Independent rounds that are still open: whoever looks at everybody's codings now should know what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.output import say
from qualcode.codebook import fold_name

if TYPE_CHECKING:
    from qualcode.project import Project


def warn_of_open_rounds(project: Project, round_name: str | None) -> None:
    """Say which independent rounds are open among those whose codings are shown; nothing is held back."""
    for known in project.rounds.list():
        shown = round_name is None or fold_name(known.name) == fold_name(round_name)
        if shown and known.is_open and known.kind == "independent":
            say(
                f'The independent round "{known.name}" is still open: keep this from its coders until '
                f"`qualcode rounds close {known.name}`."
            )
