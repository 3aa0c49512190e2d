"""`qualcode codings`: the tidy table."""

from __future__ import annotations

import click

from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import codebook_option, format_option, opened, project_option, round_option
from qualcode.cli.output import counted, print_frame

_EXAMPLE = """\b
Examples
  qualcode codings --document P04 --coder ana
  qualcode codings --code Safety --below --format csv > safety.csv
"""
_SHORT = ["document", "start", "end", "coder", "round", "code", "certainty", "words"]


@click.command(epilog=_EXAMPLE)
@click.option("--document", help="Only this document.")
@click.option("--coder", help="Only this coder.")
@click.option("--code", help="Only this code.")
@click.option("--below", is_flag=True, help="With --code: also the codes below it.")
@round_option
@codebook_option
@format_option
@project_option
def codings(
    document: str | None,
    coder: str | None,
    code: str | None,
    below: bool,
    round_name: str | None,
    codebook: str | None,
    output_format: str,
    location: str | None,
) -> None:
    """Give the tidy table of codings, one row per coding.

    CSV and JSON hold every column, among them participant, speaker, code path and ids.
    """
    with opened(location) as project:
        if coder is None:
            hold_back_open_rounds(project, round_name, hint=" See your own with --coder NAME.")
        frame = project.codings.frame(
            document=document, coder=coder, code=code, round_name=round_name, codebook=codebook, below=below
        )
    note = (
        f"{counted(len(frame), 'coding')} on {counted(frame['quotation_id'].nunique(), 'quotation')} in "
        f"{counted(frame['document'].nunique(), 'document')}; positions count characters from 0, end excluded."
    )
    shown = frame if output_format in {"csv", "json"} else frame[_SHORT]
    print_frame(shown, output_format, note=note, spare=["end", "certainty", "round"])
