"""`qualcode rounds`: stretches of coding, independent or shared."""

from __future__ import annotations

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import print_frame, say, say_next, short_times

_EXAMPLE = """\b
Examples
  qualcode rounds open pilot --independent
  qualcode rounds close pilot
"""
_NOTE = "Times are in UTC. New codings go into the round that was opened last and is still open."


@click.group(invoke_without_command=True, epilog=_EXAMPLE)
@format_option
@project_option
@click.pass_context
def rounds(context: click.Context, output_format: str, location: str | None) -> None:
    """Open, close and list rounds of coding.

    In an independent round nobody sees the codings of others until it is closed.
    """
    context.obj = location
    if context.invoked_subcommand is None:
        import pandas as pd

        with opened(location) as project:
            rows = [
                (known.name, known.kind, known.opened_at, known.closed_at or "open") for known in project.rounds.list()
            ]
        frame = pd.DataFrame(rows, columns=["round", "kind", "opened", "closed"])
        for column in ("opened", "closed"):
            frame = short_times(frame, column, output_format)
        print_frame(frame, output_format, note=_NOTE)


@rounds.command("open", epilog="\b\nExample\n  qualcode rounds open pilot --independent\n")
@click.argument("name")
@click.option("--independent", is_flag=True, help="Hide the codings of others until the round is closed.")
@project_option
@click.pass_obj
def open_round(outer: str | None, name: str, independent: bool, location: str | None) -> None:
    """Open a new round; new codings go into it."""
    with opened(location or outer) as project:
        waiting = project.rounds.open_independent()
        round_ = project.rounds.open(name, "independent" if independent else "shared")
    say(f'Opened the {round_.kind} round "{round_.name}".')
    for other in waiting:
        say(
            f'The independent round "{other.name}" is still open; new codings now go into "{round_.name}". '
            f'Close it with `qualcode rounds close "{other.name}"`, or name the round with --round "{other.name}".'
        )


@rounds.command("close", epilog="\b\nExample\n  qualcode rounds close pilot\n")
@click.argument("name")
@project_option
@click.pass_obj
def close_round(outer: str | None, name: str, location: str | None) -> None:
    """Close a round; it takes no more codings."""
    with opened(location or outer) as project:
        round_ = project.rounds.close(name)
    say(f'Closed the round "{round_.name}".')
    say_next(f'compare the coders with `qualcode agree --round "{round_.name}"`.')
