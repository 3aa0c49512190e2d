"""`qualcode ingest`: read transcripts in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import opened, project_option
from qualcode.cli.output import counted, progress_bar, say, say_next

if TYPE_CHECKING:
    from qualcode.ingest import ReadOptions
    from qualcode.project.documents import Ingested
    from qualcode.project.revisions import Revision

_EXAMPLE = """\b
Examples
  qualcode ingest transcripts_sample/ --dry-run
  qualcode ingest transcripts_sample/ -p mystudy.qualcode
  qualcode ingest interviews/ --recursive --language hi -p mystudy.qualcode
  qualcode ingest interviews/ --map I=Interviewer --map R=Respondent --save-settings
  qualcode ingest corrected/P04.docx --revises P04 --dry-run
"""


@click.command(epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read everything and show what was found; change nothing.")
@click.option("--recursive", is_flag=True, help="Also look into the folders inside a folder.")
@click.option(
    "--language", metavar="TAG", help="Language by which sentences are cut. Without it: the settings', or en."
)
@click.option("--encoding", metavar="NAME", help="Encoding of text files, if the guess is wrong (for example cp1252).")
@click.option("--speakers", metavar="PATTERN", help="Regular expression for what begins a turn, if the guess is wrong.")
@click.option(
    "--map",
    "renamed",
    multiple=True,
    metavar="LABEL=NAME",
    help="Call a speaker otherwise; may be given several times.",
)
@click.option("--drop-running-heads", is_flag=True, help="Leave out headers, footers and page numbers of every page.")
@click.option("--join-wraps", is_flag=True, help="Join lines that were only broken to fit the page.")
@click.option("--save-settings", is_flag=True, help="Keep these options beside the transcripts, for the next run.")
@click.option("--revises", metavar="DOCUMENT", help="The one file is a corrected version of this document.")
@click.option("--as", "name", metavar="NAME", help="What to call the document, if one file is read.")
@project_option
def ingest(paths: tuple[Path, ...], location: str | None, **given: Any) -> None:
    """Read transcripts into the project.

    PATHS are files or folders: Word, OpenDocument, RTF, PDF with text, web pages, plain text, captions (.vtt, .srt),
    speech recognition (.json), and tables with a row for each turn or answer. The same file read twice is one document.
    A file that cannot be read is named with the reason; the others are read all the same. What is settled in
    qualcode-ingest.yaml beside the transcripts holds, unless an option says otherwise.

    With --revises, the file takes the place of a document: every quotation is found again, and those whose words are
    gone are kept and listed. `qualcode undo` takes it back.
    """
    options = _options(given)
    _check_language(given["language"])
    if given["dry_run"] and given["save_settings"]:
        raise click.UsageError("--dry-run changes nothing; leave it out to save the settings.")
    if given["revises"] is not None:
        _revise(paths, location, given, options)
        return
    if given["dry_run"]:
        sys.exit(_show(paths, given, options))
    with opened(location) as project:
        if given["save_settings"]:
            _save_settings(paths, options, given["language"])
        results = project.documents.ingest(
            paths,
            language=given["language"],
            recursive=given["recursive"],
            options=options,
            name=given["name"],
            progress=_with_bar,
        )
        refused = report_ingested(results)
        empty = report_left_aside(paths, recursive=given["recursive"])
        if not project.codebooks.list() and not refused and not empty:
            say_next("read a codebook in with `qualcode codebook import FILE.yaml`.")
    sys.exit(1 if refused or empty else 0)


def _revise(paths: Sequence[Path], location: str | None, given: dict[str, Any], options: ReadOptions) -> None:
    """Put one file in the place of a document and say what became of the quotations."""
    if len(paths) != 1:
        raise click.UsageError("--revises takes one file: the corrected version of the document.")
    if given["name"] is not None:
        raise click.UsageError("--as names a new document; with --revises the document keeps its name.")
    from qualcode.cli.open_rounds import hold_back_open_rounds

    with opened(location) as project:
        if given["save_settings"]:
            _save_settings(paths, options, given["language"])
        revision = project.documents.revise(
            given["revises"], paths[0], language=given["language"], options=options, dry_run=given["dry_run"]
        )
        held_back = any(one.is_open and one.kind == "independent" for one in project.rounds.list())
        hold_back_open_rounds(project, None, hint=" Only the numbers of quotations are shown.")
        _print_revision(revision, dry_run=given["dry_run"], with_words=not held_back)


def _print_revision(revision: Revision, *, dry_run: bool, with_words: bool) -> None:
    document = revision.document
    click.echo(
        f"{document.name}: {revision.source_before} {'would be' if dry_run else 'was'} replaced by "
        f"{document.source_name}."
    )
    for line in revision.difference.describe():
        click.echo(f"  {line}")
    click.echo(f"Quotations: {revision.describe()}.")
    if revision.found_again:
        click.echo(f"{counted(revision.found_again, 'quotation')} lost before, found again.")
    for one in revision.quotations if with_words else ():
        if one.outcome == "fuzzy" and one.new is not None:
            click.echo(f"  fuzzy ({one.coder}, {one.score:.0f} % alike), {one.quotation_id}")
            click.echo(f"    before: {_on_one_line(one.old.words)}")
            click.echo(f"    now:    {_on_one_line(one.new.words)}")
        elif one.outcome == "lost":
            click.echo(f"  lost ({one.coder}), {one.quotation_id}")
            click.echo(f"    before: {_on_one_line(one.old.words)}")
    for remark in document.remarks:
        say(f"  {remark}")
    if dry_run:
        say("Nothing was changed.")
    elif revision.count("lost") or revision.count("fuzzy"):
        say(
            f"Look at the fuzzy ones; list what is lost with `qualcode codings --lost`, and place it with "
            f'`qualcode code "{document.name}" --coder NAME --place ID --quote "WORDS"`. `qualcode undo` takes the '
            "revision back."
        )


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


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


def report_left_aside(paths: Sequence[Path], *, recursive: bool) -> int:
    """Say what settings held and which files are no transcripts; gives the number of folders that hold none at all."""
    from qualcode.ingest import SETTINGS_NAME
    from qualcode.ingest.find import survey_transcripts

    settled = dict.fromkeys((path if path.is_dir() else path.parent) / SETTINGS_NAME for path in paths)
    for settings in filter(Path.is_file, settled):
        say(f"Read with the settings in {settings}.")
    empty = 0
    for folder in [path for path in paths if path.is_dir()]:
        found = survey_transcripts([folder], recursive=recursive)
        skipped = [one for one in found.skipped if not one.path.name.startswith(SETTINGS_NAME)]
        if skipped:
            say("Left aside: " + "; ".join(f"{one.path.name} ({one.reason})" for one in skipped) + ".")
        if not found.paths:
            say(f"{folder} holds no transcript. Name the files, or look into its folders with --recursive.")
            empty += 1
    return empty


def print_report(rows: Iterable[tuple[str, str]]) -> None:
    """Print an import report: what, and how much; what comes several times is named once."""
    from qualcode.cli.output import prose_width

    last = ""
    for what, said in rows:
        _print_line("" if what == last else what, said, prose_width())
        last = what


def _print_line(what: str, said: str, width: int) -> None:
    import textwrap

    indent = " " * 17
    lines = textwrap.wrap(said, width, initial_indent=f"  {what:<15}", subsequent_indent=indent, break_long_words=False)
    for line in lines or [f"  {what}"]:
        click.echo(line)


def _show(paths: Sequence[Path], given: dict[str, Any], options: ReadOptions) -> int:
    """Read everything and print a report of each document; gives the exit code."""
    from qualcode.ingest import choose_files, describe_transcript, other_language, prepare_files

    files = choose_files(paths, recursive=given["recursive"], language=given["language"], options=options)
    refused: list[str] = []
    reports: list[tuple[str, list[tuple[str, str]]]] = []
    with progress_bar(files, "Reading") as bar:
        for _, file in zip(bar, prepare_files(files), strict=True):
            if file.refused is not None:
                refused.append(str(file.refused))
            for one in file.documents:
                rows = describe_transcript(one.transcript, one.source).rows()
                if guess := other_language(one.transcript, file.language):
                    rows.append(("language", f'would be "{file.language}"; say --language {guess.language} if not'))
                reports.append((one.source.stem, rows))
    for name, rows in reports:
        click.echo(name)
        print_report(rows)
        click.echo()
    for reason in refused:
        say(f"Not read: {reason}")
    empty = report_left_aside(paths, recursive=given["recursive"])
    say(f"{counted(len(reports), 'document')} would be read in, {len(refused)} refused; nothing was changed.")
    return 1 if refused or empty else 0


def _options(given: dict[str, Any]) -> ReadOptions:
    """Give the options of reading, each checked before a file is opened."""
    import re

    from qualcode.errors import SpeakerPatternError
    from qualcode.ingest import ReadOptions

    names: dict[str, str] = {}
    for pair in given["renamed"]:
        label, _, called = (part.strip() for part in pair.partition("="))
        if not label or not called:
            raise click.UsageError(f'--map "{pair}": write the label, =, and what to call it: --map "I=Interviewer".')
        names[label] = called
    if given["speakers"]:
        try:
            re.compile(given["speakers"])
        except re.error as error:
            raise SpeakerPatternError(given["speakers"], str(error)) from error
    return ReadOptions(
        encoding=given["encoding"],
        speaker_pattern=given["speakers"],
        speaker_map=names,
        drop_running_heads=given["drop_running_heads"],
        join_wraps=given["join_wraps"],
    )


def _save_settings(paths: Iterable[Path], options: ReadOptions, language: str | None) -> None:
    """Keep the options of this call beside the transcripts: for all of a folder that is named, or for one file."""
    from dataclasses import replace

    from qualcode.ingest import SETTINGS_NAME, FileSettings, read_settings, settings_of, write_settings

    settled = settings_of(options, language)
    if settled == FileSettings():
        say("No option was given that could be saved.")
        return
    folders = {path.resolve() for path in paths if path.is_dir()}
    for path in [path for path in paths if not folders & set(path.resolve().parents)]:
        folder = path if path.is_dir() else path.parent
        before = read_settings(folder)
        if path.is_dir():
            after = replace(before, everywhere=before.everywhere.narrowed(settled))
        else:
            own = before.files.get(path.name, FileSettings()).narrowed(settled)
            after = replace(before, files={**before.files, path.name: own})
        if after != before:
            _keep_old(folder / SETTINGS_NAME)
            say(f"Settings saved in {write_settings(after, folder)}.")


def _keep_old(path: Path) -> None:
    """Keep the settings that somebody may have written with remarks of their own, for they are written anew."""
    if path.exists():
        old = path.with_name(f"{path.name}.bak")
        old.write_bytes(path.read_bytes())
        say(f"The settings before are kept in {old}.")


def _check_language(language: str | None) -> None:
    """Refuse a language for which no sentences can be cut, before anything is read in."""
    if language is not None and language != "en":
        from qualcode.ingest import sentence_spans

        sentence_spans("A", (), language)


def _with_bar(files: Sequence[Path]) -> Iterable[Path]:
    with progress_bar(files, "Reading") as bar:
        yield from bar
