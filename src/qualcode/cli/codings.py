"""`qualcode codings`: the tidy table."""

from __future__ import annotations

import click

from qualcode.cli.options import codebook_option, format_option, opened, project_option, round_option
from qualcode.cli.output import print_frame

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
        frame = project.codings.frame(
            document=document, coder=coder, code=code, round_name=round_name, codebook=codebook, below=below
        )
    note = (
        f"{len(frame)} codings on {frame['quotation_id'].nunique()} quotations in {frame['document'].nunique()} documents; "
        "positions count characters from 0, end excluded."
    )
    print_frame(frame if output_format in {"csv", "json"} else frame[_SHORT], output_format, note=note)
