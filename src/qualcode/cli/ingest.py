"""`qualcode ingest`: read transcripts in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import opened, project_option
from qualcode.cli.output import progress_bar, say

if TYPE_CHECKING:
    from qualcode.project.documents import Ingested

_EXAMPLE = """\b
Example
  qualcode ingest transcripts_sample/ -p mystudy.qualcode
"""


@click.command(epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language tag by which sentences are cut.")
@click.option("--encoding", help="Encoding of text files, if the guess is wrong (for example cp1252).")
@project_option
def ingest(paths: tuple[Path, ...], language: str, encoding: str | None, location: str | None) -> None:
    """Read transcripts into the project.

    PATHS are files or folders: .txt, .docx, .odt, .vtt, .srt. The same file read twice is one document. A file that
    cannot be read is named with the reason; the others are read all the same.
    """
    from qualcode.ingest import ReadOptions

    with opened(location) as project:
        results = project.documents.ingest(
            paths, language=language, options=ReadOptions(encoding=encoding), progress=_with_bar
        )
        refused = report_ingested(results)
    sys.exit(1 if refused else 0)


def report_ingested(results: Sequence[Ingested]) -> int:
    """Say what became of each file; gives the number of those refused."""
    for result in results:
        if result.outcome == "added" and result.document is not None:
            document = result.document
            say(f"{document.name}: {document.n_words} words, {document.n_turns} turns, {document.format}")
            for remark in document.remarks:
                say(f"    {remark}")
    for result in results:
        if result.outcome == "refused":
            say(f"Not read: {result.reason}")
    count = {outcome: sum(result.outcome == outcome for result in results) for outcome in ("added", "known", "refused")}
    say(f"{count['added']} added, {count['known']} already in the project, {count['refused']} refused.")
    return count["refused"]


def _with_bar(files: Sequence[Path]) -> Iterable[Path]:
    with progress_bar(files, "Reading") as bar:
        yield from bar
