"""`qualcode themes`: what the analysis claims, and how widespread it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.files import YAML, writable
from qualcode.cli.open_rounds import warn_of_open_rounds
from qualcode.cli.options import format_option, opened, project_option, reason_option, round_option
from qualcode.cli.output import counted, print_frame, say, say_next

if TYPE_CHECKING:
    from qualcode.themes import ThemePrevalence

_EXAMPLE = """\b
Examples
  qualcode themes --from transcripts_sample/themes.yaml
  qualcode themes --by all --format csv > themes.csv
"""


@click.command(epilog=_EXAMPLE)
@click.option("--from", "source", type=click.Path(path_type=Path), help="Read the themes from this YAML file.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Write the themes to this YAML file.")
@click.option(
    "--by",
    default="any",
    show_default=True,
    metavar="any|all|CODER",
    help="When a document says a theme: one of its coders says so, all of them, or the coder named.",
)
@reason_option
@round_option
@format_option
@project_option
def themes(
    source: Path | None,
    target: Path | None,
    by: str,
    reason: str,
    round_name: str | None,
    output_format: str,
    location: str | None,
) -> None:
    """Show themes with their prevalence, or read them from a file.

    Counted are documents that somebody has finished. Each table says how it was counted, and by what scale the words
    (all, most, many ...) were chosen.
    """
    from qualcode.themes import read_themes

    if target is not None:
        writable(target, YAML, is_own=read_themes)
    with opened(location) as project:
        if source is not None:
            say(f"{counted(len(project.themes.import_file(source, reason=reason)), 'theme')} from {source.name}.")
            say_next('see what is behind them with `qualcode quotes "NAME"` and `qualcode report`.')
        if target is not None:
            say(f"Wrote {project.themes.export_file(target)}.")
        warn_of_open_rounds(project, round_name)
        prevalence = project.themes.prevalence(by=by, round_name=round_name)
    print_prevalence(prevalence, output_format)


def print_prevalence(prevalence: ThemePrevalence, output_format: str) -> None:
    """Print the table of themes with its rules."""
    import pandas as pd

    note = "\n".join(prevalence.rules)
    if output_format in {"csv", "json"}:
        print_frame(prevalence.frame(), output_format, note=note)
        return
    rows = [
        {
            "theme": f"{'  ' * row.level}{row.theme}",
            "quotations": row.quotations,
            "codings": row.codings,
            "documents": f"{row.documents} of {row.of_documents}",
            "participants": f"{row.participants} of {row.of_participants}",
            "prevalence": row.word,
        }
        for row in prevalence.rows
    ]
    print_frame(pd.DataFrame(rows), output_format, note=note, spare=["codings"])
