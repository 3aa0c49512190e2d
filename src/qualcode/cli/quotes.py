"""`qualcode quotes`: the words behind a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import format_option, opened, project_option, round_option
from qualcode.cli.output import counted, print_frame, print_note, prose_width

if TYPE_CHECKING:
    from qualcode.themes import ThemeQuote

_EXAMPLE = """\b
Examples
  qualcode quotes "Safety comes first"
  qualcode quotes "Safety comes first" --exemplars 3
"""


@click.command(epilog=_EXAMPLE)
@click.argument("theme")
@click.option(
    "--exemplars", type=click.IntRange(min=1), metavar="N", help="Only the N that show it best, by a stated rule."
)
@round_option
@format_option
@project_option
def quotes(theme: str, exemplars: int | None, round_name: str | None, output_format: str, location: str | None) -> None:
    """Show the quotes of a theme.

    Each comes with its participant, speaker, place, codes and coders. A passage that several coders marked is shown
    once, with all of them.
    """
    import pandas as pd

    from qualcode.themes import EXEMPLAR_RULE, PASSAGE_RULE

    with opened(location) as project:
        hold_back_open_rounds(project, round_name)
        if exemplars is None:
            found, rule = project.themes.quotes(theme, round_name=round_name), PASSAGE_RULE
        else:
            found, rule = project.themes.exemplars(theme, n=exemplars, round_name=round_name), EXEMPLAR_RULE
    if output_format == "table":
        print_quotes(found)
        print_note(f"{counted(len(found), 'quotation')}. {rule}")
        return
    columns = [
        *("document", "participant", "speaker", "role", "start", "end", "start_s"),
        *("codes", "coders", "certainty", "why", "words"),
    ]
    rows = [[_cell(getattr(quote, column)) for column in columns] for quote in found]
    print_frame(pd.DataFrame(rows, columns=columns), output_format, note=f"{counted(len(found), 'quotation')}. {rule}")


def print_quotes(found: Iterable[ThemeQuote]) -> None:
    """Print quotations as blocks, for reading."""
    import textwrap

    width = max(40, prose_width())
    for quote in found:
        words = " ".join(quote.words.split())
        click.echo(textwrap.fill(f'"{words}"', width=width, initial_indent="  ", subsequent_indent="   "))
        speaker = f", {quote.speaker}" if quote.speaker and quote.speaker != quote.participant else ""
        who = f"{quote.participant or quote.document}{speaker}"
        unsure = f"; unsure: {', '.join(quote.unsure)}" if quote.unsure else ""
        place = f"{quote.document} {quote.start}-{quote.end}"
        told = f"{who} [{place}] {', '.join(quote.codes)}; coded by {', '.join(quote.coders)}{unsure}"
        click.echo(f"{textwrap.fill(told, width=width, initial_indent='    ', subsequent_indent='    ')}\n")


def _cell(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value
