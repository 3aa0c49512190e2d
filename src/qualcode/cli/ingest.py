"""`qualcode ingest`: read transcripts in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.options import opened, project_option
from qualcode.cli.output import counted, progress_bar, say, say_next

if TYPE_CHECKING:
    from qualcode.project.documents import Ingested

_EXAMPLE = """\b
Examples
  qualcode ingest transcripts_sample/ -p mystudy.qualcode
  qualcode ingest interviews/ --recursive --language hi -p mystudy.qualcode
"""


@click.command(epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--recursive", is_flag=True, help="Also look into the folders inside a folder.")
@click.option("--language", default="en", show_default=True, help="Language tag by which sentences are cut.")
@click.option("--encoding", help="Encoding of text files, if the guess is wrong (for example cp1252).")
@project_option
def ingest(paths: tuple[Path, ...], recursive: bool, language: str, encoding: str | None, location: str | None) -> None:
    """Read transcripts into the project.

    PATHS are files or folders: Word, OpenDocument, RTF, PDF with text, web pages, plain text, captions (.vtt, .srt),
    speech recognition (.json), and tables with a row for each answer. The same file read twice is one document. A file
    that cannot be read is named with the reason; the others are read all the same.
    """
    from qualcode.ingest import ReadOptions

    with opened(location) as project:
        _check_language(language)
        results = project.documents.ingest(
            paths, language=language, recursive=recursive, options=ReadOptions(encoding=encoding), progress=_with_bar
        )
        refused = report_ingested(results)
        empty = report_left_aside(paths, recursive=recursive)
        if not project.codebooks.list() and not refused and not empty:
            say_next("read a codebook in with `qualcode codebook import FILE.yaml`.")
    sys.exit(1 if refused or empty else 0)


def report_ingested(results: Sequence[Ingested]) -> int:
    """Say what became of each file; gives the number of those refused."""
    for result in results:
        if result.outcome == "added" and result.document is not None:
            document = result.document
            length = f"{counted(document.n_words, 'word')}, {counted(document.n_turns, 'turn')}"
            say(f"{document.name}: {length}, {document.format}")
            for remark in document.remarks:
                say(f"    {remark}")
    for result in results:
        if result.outcome == "refused":
            say(f"Not read: {result.reason}")
    count = {outcome: sum(result.outcome == outcome for result in results) for outcome in ("added", "known", "refused")}
    say(f"{count['added']} added, {count['known']} already in the project, {count['refused']} refused.")
    return count["refused"]


def report_left_aside(paths: Iterable[Path], *, recursive: bool) -> int:
    """Say which files of the folders are no transcripts; gives the number of folders that hold none at all."""
    from qualcode.ingest.find import survey_transcripts

    empty = 0
    for folder in [path for path in paths if path.is_dir()]:
        found = survey_transcripts([folder], recursive=recursive)
        if found.skipped:
            say(
                "Left aside: " + "; ".join(f"{skipped.path.name} ({skipped.reason})" for skipped in found.skipped) + "."
            )
        if not found.paths:
            say(f"{folder} holds no transcript. Name the files, or look into its folders with --recursive.")
            empty += 1
    return empty


def _check_language(language: str) -> None:
    """Refuse a language for which no sentences can be cut, before anything is read in."""
    if language != "en":
        from qualcode.ingest import sentence_spans

        sentence_spans("A", (), language)


def _with_bar(files: Sequence[Path]) -> Iterable[Path]:
    with progress_bar(files, "Reading") as bar:
        yield from bar
