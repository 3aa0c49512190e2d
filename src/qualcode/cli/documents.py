"""`qualcode documents`: the corpus table, or one document with its positions."""

from __future__ import annotations

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import counted, print_frame

_EXAMPLE = """\b
Examples
  qualcode documents
  qualcode documents P04
  qualcode documents P04 --report
"""


@click.command(epilog=_EXAMPLE)
@click.argument("name", required=False)
@click.option("--report", is_flag=True, help="With NAME: what was found when it was read in.")
@format_option
@project_option
def documents(name: str | None, report: bool, output_format: str, location: str | None) -> None:
    """List the documents, or show one with its positions.

    With NAME, each turn is printed with the position of its first character, its time and its speaker.
    """
    if report and name is None:
        raise click.UsageError("--report goes with the name of a document.")
    with opened(location) as project:
        if name is None:
            frame = project.documents.frame()
            note = corpus_note(frame["minutes"].dropna().tolist(), len(frame))
            print_frame(frame, output_format, note=note, spare=["format", "speakers", "language"])
            return
        document = project.documents.get(name)
        if report:
            from qualcode.cli.ingest import print_report

            print_report(project.documents.report(name).rows())
            return
        note = (
            f"{document.name} has {document.n_chars} characters in {counted(document.n_turns, 'turn')}, from "
            f"{document.source_name}; positions count characters from 0, end excluded."
        )
        print_frame(project.documents.turns_frame(document.name), output_format, note=note, spare=["end", "time"])


def corpus_note(minutes: list[float], n_documents: int) -> str:
    """State n, range and median of the lengths."""
    from statistics import median

    if not minutes:
        return f"{counted(n_documents, 'document')}; no lengths known."
    low, high = min(minutes), max(minutes)
    known = f", known of {len(minutes)}" if len(minutes) < n_documents else ""
    return (
        f"{counted(n_documents, 'document')}; length{known}: {low:g} to {high:g} minutes, median {median(minutes):g}."
    )
