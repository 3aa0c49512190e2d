"""`qualcode codings`: the tidy table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import codebook_option, format_option, opened, project_option, round_option
from qualcode.cli.output import counted, print_frame

if TYPE_CHECKING:
    import pandas as pd

_EXAMPLE = """\b
Examples
  qualcode codings --document P04 --coder ana
  qualcode codings --code Safety --below --format csv > safety.csv
  qualcode codings --lost
"""
_SHORT = ["document", "start", "end", "coder", "round", "code", "certainty", "words"]


@click.command(epilog=_EXAMPLE)
@click.option("--document", help="Only this document.")
@click.option("--coder", help="Only this coder.")
@click.option("--code", help="Only this code.")
@click.option("--below", is_flag=True, help="With --code: also the codes below it.")
@click.option("--lost", is_flag=True, help="Quotations whose words a revision of the document lost, with their ids.")
@round_option
@codebook_option
@format_option
@project_option
def codings(
    document: str | None,
    coder: str | None,
    code: str | None,
    below: bool,
    lost: bool,
    round_name: str | None,
    codebook: str | None,
    output_format: str,
    location: str | None,
) -> None:
    """Give the tidy table of codings, one row per coding.

    CSV and JSON hold every column, among them participant, speaker, code path and ids. With --lost come the quotations
    that have no place since a revision, a row for each code; `qualcode code DOCUMENT --place ID` puts one back.
    """
    if lost and (code or below or round_name or codebook):
        raise click.UsageError("--lost goes with --document and --coder only.")
    with opened(location) as project:
        if coder is None:
            hold_back_open_rounds(project, round_name, hint=" See your own with --coder NAME.")
        if lost:
            _print_lost(project.codings.lost(document=document, coder=coder), output_format)
            return
        frame = project.codings.frame(
            document=document, coder=coder, code=code, round_name=round_name, codebook=codebook, below=below
        )
    note = (
        f"{counted(len(frame), 'coding')} on {counted(frame['quotation_id'].nunique(), 'quotation')} in "
        f"{counted(frame['document'].nunique(), 'document')}; positions count characters from 0, end excluded."
    )
    shown = frame if output_format in {"csv", "json"} else frame[_SHORT]
    print_frame(shown, output_format, note=note, spare=["end", "certainty", "round"])


def _print_lost(frame: pd.DataFrame, output_format: str) -> None:
    note = (
        f"{counted(frame['quotation_id'].nunique(), 'quotation')} lost; none counts until it has a place again. "
        'Put one back with: qualcode code DOCUMENT --coder NAME --place ID --quote "WORDS".'
    )
    short = ["quotation_id", "document", "coder", "code", "words"]
    shown = frame if output_format in {"csv", "json"} else frame[short]
    print_frame(shown, output_format, note=note)
