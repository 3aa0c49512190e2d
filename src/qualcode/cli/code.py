"""`qualcode code`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import locate_project, project_option, round_option
from qualcode.cli.output import counted, progress_bar, say, say_next
from qualcode.errors import DocumentNotFoundError, ProjectChoiceError, SourceMissingError, suggestion

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.import_codings import CodingsImport
    from qualcode.text import Span

_EXAMPLE = """\b
Examples
  qualcode code transcripts_sample/ --codebook codebooks/noble2011.yaml --coder ana
  qualcode code P04 --coder ana --add Safety --quote "she must see that the door holds"
  qualcode code --coder ana --from transcripts_sample/codings/ana.yaml
  qualcode code P04 --coder ana --finish
"""


@click.command(epilog=_EXAMPLE)
@click.argument("targets", nargs=-1, metavar="[DOCUMENT | FILE | FOLDER]...")
@click.option("--coder", metavar="NAME", envvar="QUALCODE_CODER", help="Who codes (or set QUALCODE_CODER).")
@click.option("--codebook", metavar="NAME|FILE", help="Codebook of the project, or a YAML file to read in.")
@click.option(
    "--add", "codes", multiple=True, metavar="CODE", help="Put this code on a passage; may be given several times."
)
@click.option("--place", metavar="ID", help="Put this quotation there instead (ids: qualcode codings --lost).")
@click.option("--quote", metavar="WORDS", help="The words of the passage.")
@click.option("--start", type=click.IntRange(min=0), help="Where the passage begins (characters from 0).")
@click.option("--end", type=click.IntRange(min=0), help="Where it ends, this character excluded.")
@click.option("--fuzzy", is_flag=True, help="Take the nearest passage when the words are not found to the letter.")
@click.option("--unsure", is_flag=True, help="Mark the coding as unsure.")
@click.option("--memo", default="", metavar="TEXT", help="A note on the passage.")
@click.option(
    "--remove", "removed", multiple=True, metavar="ID", help="Take a coding away (ids: qualcode codings --format json)."
)
@click.option(
    "--finish/--reopen", "finished", default=None, help="The coder has read the documents to the end, or has not."
)
@click.option("--from", "source", type=click.Path(path_type=Path), help="Take codings from a file: YAML, CSV or XLSX.")
@click.option("--exact", is_flag=True, help="With --from: refuse quotes that are found only nearly.")
@click.option("--partial", is_flag=True, help="With --from: take in what is in order, list the rest.")
@click.option("--terminal", is_flag=True, help="Code at the keyboard, passage by passage.")
@click.option(
    "--unit",
    type=click.Choice(["sentence", "turn"]),
    default="sentence",
    show_default=True,
    help="With --terminal: the passage.",
)
@round_option
@project_option
def code(targets: tuple[str, ...], coder: str | None, location: str | None, **given: Any) -> None:
    """Code transcripts.

    Named files and folders are read in first, if they are new, and the project is made if there is none. Then, with
    --add, one passage is coded; with --from, codings are taken from a file; otherwise coding begins at the keyboard at
    the first passage that was not read.
    """
    if not (coder := (coder or "").strip()):
        raise click.UsageError("Say who codes: --coder NAME, or set QUALCODE_CODER.")
    _check_options(given)
    with _opened_or_made(location, targets, coder) as project:
        documents = _documents(project, targets)
        codebook = _codebook(project, given["codebook"])
        status = _act(project, documents, coder, codebook, given)
    sys.exit(status)


def _check_options(given: dict[str, Any]) -> None:
    """Refuse options that would be passed over in silence."""
    passage = given["codes"] or given["quote"] is not None or given["start"] is not None or given["end"] is not None
    needed = {
        "--add or --quote": (passage, ("fuzzy", "unsure", "memo")),
        "--from": (given["source"] is not None, ("exact", "partial")),
    }
    for option, (there, others) in needed.items():
        alone = [f"--{name}" for name in others if given[name]]
        if alone and not there:
            raise click.UsageError(f"{' and '.join(alone)} goes with {option}.")
    if given["place"] is not None and (given["codes"] or given["unsure"] or given["memo"]):
        raise click.UsageError("--place keeps the codes and memos of the quotation; add others in a second call.")
    if given["source"] is not None and passage:
        raise click.UsageError("--from takes codings from a file, --add puts one passage in; do one after the other.")


def _act(project: Project, documents: Sequence[str], coder: str, codebook: str | None, given: dict[str, Any]) -> int:
    acted = False
    status = 0
    makes_coder = given["codes"] or given["quote"] is not None or given["finished"] is not None
    new_among = _others_known(project, coder) if makes_coder else []
    if given["source"] is not None:
        status = _from_file(project, coder, codebook, given)
        acted = True
    if given["place"] is not None:
        _place(project, documents, coder, given)
        acted = True
    elif given["codes"] or given["quote"] is not None or given["start"] is not None or given["end"] is not None:
        _add(project, documents, coder, codebook, given)
        acted = True
    if given["removed"]:
        from qualcode.cli.codebook import check_coding_ids

        check_coding_ids(project, given["removed"], coder=coder)
        say(f"{counted(project.codings.remove(given['removed']), 'coding')} taken away.")
        acted = True
    if given["finished"] is not None:
        _finish(project, documents, coder, given)
        acted = True
    if new_among:
        say(f'New coder "{coder}" (known: {", ".join(new_among)}). If that is a slip, take it back with qualcode undo.')
    if acted and not given["terminal"]:
        return status
    return _terminal(project, documents, coder, codebook, given)


def _others_known(project: Project, coder: str) -> list[str]:
    """Give the coders of the project if this one is not among them."""
    from qualcode.codebook import fold_name

    known = [one.name for one in project.coders.list()]
    return [] if fold_name(coder) in map(fold_name, known) else known


def _place(project: Project, documents: Sequence[str], coder: str, given: dict[str, Any]) -> None:
    """Put a quotation, most often a lost one, at another place."""
    _check_passage(documents, given)
    span = project.codings.place_again(
        given["place"],
        documents[0],
        coder=coder,
        quote=given["quote"],
        start=given["start"],
        end=given["end"],
        fuzzy=given["fuzzy"],
    )
    say(f"The quotation of {coder} now stands in {documents[0]}:")
    _say_passage(project, documents[0], span)


def _check_passage(documents: Sequence[str], given: dict[str, Any]) -> None:
    if len(documents) != 1:
        raise click.UsageError("Name the one document in which the passage stands.")
    if not given["quote"] and (given["start"] is None or given["end"] is None):
        raise click.UsageError("Say which passage: --quote WORDS, or --start and --end.")


def _say_passage(project: Project, document: str, span: Span) -> None:
    say(f'  {span.start}-{span.end}: "{" ".join(span.of(project.documents.text(document)).split())}"')


def _add(project: Project, documents: Sequence[str], coder: str, codebook: str | None, given: dict[str, Any]) -> None:
    _check_passage(documents, given)
    span = project.codings.place(
        documents[0], quote=given["quote"], start=given["start"], end=given["end"], fuzzy=given["fuzzy"]
    )
    added = project.codings.add(
        documents[0],
        given["codes"],
        coder=coder,
        start=span.start,
        end=span.end,
        certainty="unsure" if given["unsure"] else "sure",
        memo=given["memo"],
        round_name=given["round_name"],
        codebook=codebook,
    )
    if not given["codes"]:
        say(f"{coder} marked a passage of {documents[0]}, without a code:")
    elif added.coding_ids:
        listed = ", ".join(f'"{name}"' for name in added.codes)
        say(f"{coder} coded a passage of {documents[0]} with {listed}:")
    if added.already:
        say(f"{counted(added.already, 'code')} stood there already:")
    _say_passage(project, documents[0], span)


def _from_file(project: Project, coder: str, codebook: str | None, given: dict[str, Any]) -> int:
    from qualcode.project.import_codings import import_codings

    _check_file(project, given["source"], coder, given["round_name"])

    def with_bar(codings: Sequence[Any]) -> Iterable[Any]:
        with progress_bar(codings, "Placing") as bar:
            yield from bar

    report = import_codings(
        project,
        given["source"],
        coder=coder,
        round_name=given["round_name"],
        codebook=codebook,
        exact=given["exact"],
        partial=given["partial"],
        progress=with_bar,
    )
    _say_import(report, given["source"].name)
    if not report.left_out:
        say_next("`qualcode progress` shows who has finished what; `qualcode agree` compares the coders.")
    return 1 if report.left_out else 0


def _check_file(project: Project, source: Path, coder: str, round_name: str | None) -> None:
    """Refuse a file of another coder, or of a round that is not there; rows of a table may name coders of their own."""
    from qualcode.codebook import fold_name
    from qualcode.interchange.codings_file import read_codings_file

    file = read_codings_file(source)
    if file.coder and fold_name(file.coder) != fold_name(coder):
        raise click.UsageError(
            f"{source} holds the codings of {file.coder}, not of {coder}. Say --coder {file.coder}, or correct it."
        )
    wanted = round_name or file.round
    known = [known.name for known in project.rounds.list()]
    if wanted and fold_name(wanted) not in map(fold_name, known):
        raise click.UsageError(
            f'The project has no round "{wanted}".{suggestion(wanted, known)} Open it with `qualcode rounds open '
            f"{wanted}`, or choose another with --round."
        )


def _say_import(report: CodingsImport, source: str) -> None:
    say(
        f"{counted(report.codings, 'coding')} from {source}; {report.already} there already; "
        f"{counted(report.finished, 'document')} finished."
    )
    words = {
        "exact": "to the letter",
        "spacing": "but for spacing, marks or case",
        "fuzzy": "nearly",
        "positions": "by position",
    }
    if report.how:
        say("Passages found: " + ", ".join(f"{count} {words[how]}" for how, count in report.how.items()) + ".")
    for near in report.near:
        say(f"  {near.where}, {near.document}: {near.score:.0f} % alike. Look at it.")
        say(f"    written: {near.quote}")
        say(f"    found:   {near.found}")
    for issue in report.left_out:
        say(f"  Left out: {issue}")


def _finish(project: Project, documents: Sequence[str], coder: str, given: dict[str, Any]) -> None:
    if not documents:
        raise click.UsageError("Name the documents that are finished.")
    for name in documents:
        project.readings.mark_finished(name, coder, finished=given["finished"], round_name=given["round_name"])
        say(f"{coder} has {'finished' if given['finished'] else 'taken up again'} {name}.")


def _terminal(
    project: Project, documents: Sequence[str], coder: str, codebook: str | None, given: dict[str, Any]
) -> int:
    from qualcode.cli.terminal import run_terminal

    names = list(documents) or [document.name for document in project.documents.list()]
    if not names:
        raise click.UsageError("The project has no documents yet; name files or a folder to read in.")
    return run_terminal(
        project, names, coder=coder, round_name=given["round_name"], codebook=codebook, unit=given["unit"]
    )


def _opened_or_made(location: str | None, targets: Sequence[str], coder: str) -> Project:
    """Open the project that is meant; make it when files are named and there is none yet."""
    from qualcode.project import Project
    from qualcode.storage import is_url

    try:
        place = locate_project(location)
    except ProjectChoiceError as error:
        if error.found or not any(Path(target).exists() for target in targets):
            raise
        place = "study.qualcode"
    if not is_url(place) and not Path(place).exists() and any(Path(target).exists() for target in targets):
        say(f"Made the project {place}.")
        return Project.create(place, who=coder)
    return Project.open(place, who=coder)


def _documents(project: Project, targets: Sequence[str]) -> list[str]:
    """Give the names of the documents meant, reading in files and folders that are new."""
    from qualcode.cli.ingest import report_ingested

    known = {document.name for document in project.documents.list()}
    names: list[str] = []
    for target in targets:
        if target in known or not Path(target).exists():
            names.append(_known_document(project, target))
            continue
        results = project.documents.ingest([Path(target)])
        if any(result.outcome != "known" for result in results):
            report_ingested(results)
        if not results:
            raise click.UsageError(f"{target} holds no transcript; name the files, or another folder.")
        read = [result.document.name for result in results if result.document is not None]
        if not read:
            sys.exit(1)  # why was just said; without it all documents would be meant
        names += read
    return list(dict.fromkeys(names))


def _known_document(project: Project, target: str) -> str:
    """Give the name of a document of the project; a path that leads nowhere is said to be one."""
    try:
        return project.documents.get(target).name
    except DocumentNotFoundError:
        if Path(target).suffix or Path(target).name != target:
            raise SourceMissingError(target) from None
        raise


def _codebook(project: Project, named: str | None) -> str | None:
    """Give the name of the codebook meant; a file is read in if it is new or has changed."""
    if named is None or not Path(named).exists():
        return named
    from qualcode.cli.codebook import unchanged

    book = unchanged(project, Path(named))
    if book is None:
        book = project.codebooks.import_file(named)
        say(f'"{book.name}" is now at version {book.version} with {counted(len(book), "code")}.')
    return book.name
