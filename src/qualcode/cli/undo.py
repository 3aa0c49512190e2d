"""`qualcode undo`: take the latest change back."""

from __future__ import annotations

import click

from qualcode.cli.options import opened, project_option
from qualcode.cli.output import say, short_time

_EXAMPLE = """\b
Examples
  qualcode undo
  qualcode undo --redo
"""


@click.command(epilog=_EXAMPLE)
@click.option("--redo", is_flag=True, help="Bring back what the latest undo took away.")
@click.option("--mine", is_flag=True, help="Only changes made under my name.")
@project_option
def undo(redo: bool, mine: bool, location: str | None) -> None:
    """Take back the latest change.

    Undoing is itself a change: nothing is lost, and it can be taken back in turn.
    """
    with opened(location) as project:
        change = project.history.redo() if redo else project.history.undo(mine_only=mine)
    if change is None:
        say("There is nothing to bring back." if redo else "There is nothing to take back.")
        return
    done = "Brought back" if redo else "Took back"
    say(f"{done}: {change.what.removeprefix('undo: ')} ({change.who}, {short_time(change.at)} UTC).")
