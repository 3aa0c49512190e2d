"""`qualcode codebook`: the list of codes, its files, changes and versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.files import YAML, writable
from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import codebook_option, format_option, opened, project_option, reason_option
from qualcode.cli.output import counted, print_frame, say, say_next, short_times

if TYPE_CHECKING:
    from qualcode.codebook import Code, Codebook, CodebookChange
    from qualcode.project import Project

_EXAMPLE = """\b
Examples
  qualcode codebook check codebooks/noble2011.yaml
  qualcode codebook import codebooks/noble2011.yaml
  qualcode codebook rename "Safety" "Being safe" --reason "clearer to new coders"
"""


@click.group(epilog=_EXAMPLE)
def codebook() -> None:
    """Read, check, change and write codebooks.

    Every change is kept as a version with its reason; the codings are carried along.
    """


def _command(name: str, *examples: str) -> Callable[[Callable[..., Any]], click.Command]:
    lines = "".join(f"  qualcode codebook {example}\n" for example in examples)
    return codebook.command(name, epilog=f"\b\nExample{'s' if len(examples) > 1 else ''}\n{lines}")


@_command("show", "show --definitions")
@click.argument("name", required=False)
@click.option("--definitions", is_flag=True, help="Also print definitions and rules.")
@click.option("--version", type=int, help="As it was at this version.")
@format_option
@project_option
def show(name: str | None, definitions: bool, version: int | None, output_format: str, location: str | None) -> None:
    """Show the codes as a tree, with the number of codings."""
    import pandas as pd

    with opened(location) as project:
        book = project.codebooks.get(name) if version is None else _at_version(project, version, name)
        hold_back_open_rounds(project, None)
        counts = project.codings.frequencies(codebook=book.name)
    rows = [
        {
            "code": f"{'  ' * book.depth(code)}{code.name}" if output_format == "table" else book.path(code),
            "codings": counts.get(code.name, 0),
            **({"state": "retired" if code.retired else ""} if any(code.retired for code in book) else {}),
            **(_rules(code) if definitions else {}),
        }
        for code in book
    ]
    note = (
        f'{counted(len(book), "code")}, version {book.version} of "{book.name}". Counted are codings, of all coders '
        "and rounds; a code does not count those of the codes below it."
    )
    print_frame(pd.DataFrame(rows), output_format, note=note, spare=["when to use", "when not to use"])


@_command("list", "list")
@format_option
@project_option
def list_codebooks(output_format: str, location: str | None) -> None:
    """List the codebooks of the project."""
    import pandas as pd

    with opened(location) as project:
        rows = [
            (book.name, book.owner or "shared", len(book), book.version, book.title)
            for book in project.codebooks.list()
        ]
    note = f"{counted(len(rows), 'codebook')}; a shared one is for all coders, the others are somebody's own list."
    print_frame(
        pd.DataFrame(rows, columns=["codebook", "whose", "codes", "version", "title"]), output_format, note=note
    )


@_command("check", "check codebooks/noble2011.yaml")
@click.argument("path", type=click.Path(path_type=Path))
def check(path: Path) -> None:
    """Check a codebook file; every mistake is named with its line. Needs no project."""
    from qualcode.codebook import read_codebook

    book = read_codebook(path)
    without = [code.name for code in book if not code.definition]
    for code in book:
        click.echo(f"{'  ' * book.depth(code)}{code.name}")
    say(f'{path}: {counted(len(book), "code")} in "{book.name}", no mistakes.')
    if without:
        listed = f"{', '.join(without[:8])}{' …' if len(without) > 8 else ''}"
        say(f"{counted(len(without), 'code has', 'codes have')} no definition yet: {listed}")


@_command("import", "import codebooks/noble2011.yaml --reason 'agreed on Monday'")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the codebook. Without it: as the file says.")
@click.option("--owner", metavar="CODER", help="Whose own list this is. Without it: the codebook is shared.")
@reason_option
@project_option
def import_codebook(path: Path, name: str | None, owner: str | None, reason: str, location: str | None) -> None:
    """Read a codebook file, as a new codebook or as the next version of a known one."""
    with opened(location) as project:
        if (known := unchanged(project, path, name=name, owner=owner)) is not None:
            say(f'"{known.name}" is as it was, at version {known.version}: the file says nothing new.')
            return
        book = project.codebooks.import_file(path, name=name, owner=owner, reason=reason)
        say(f'"{book.name}" is now at version {book.version} with {counted(len(book), "code")}.')
        if book.version > 1:
            for line in project.codebooks.diff(book.version - 1, book.version, book.name):
                say(f"  {line}")
        say_next("open a round with `qualcode rounds open NAME --independent`, then `qualcode code`.")


@_command("export", "export codebooks/mine.yaml")
@click.argument("path", type=click.Path(path_type=Path))
@codebook_option
@project_option
def export(path: Path, codebook: str | None, location: str | None) -> None:
    """Write a codebook as YAML; comments in an older file at PATH are kept."""
    from qualcode.codebook import read_codebook

    writable(path, YAML, is_own=read_codebook)
    with opened(location) as project:
        say(f"Wrote {project.codebooks.export_file(path, codebook)}.")


@_command("versions", "versions")
@codebook_option
@format_option
@project_option
def versions(codebook: str | None, output_format: str, location: str | None) -> None:
    """List the saved versions, the latest first."""
    import pandas as pd

    with opened(location) as project:
        rows = [
            (it.version, it.saved_at, it.saved_by, it.what, it.reason) for it in project.codebooks.versions(codebook)
        ]
    frame = pd.DataFrame(rows, columns=["version", "saved", "by", "what", "reason"])
    print_frame(short_times(frame, "saved", output_format), output_format, note="Times are in UTC.")


@_command("diff", "diff 1 2", "diff old.yaml new.yaml")
@click.argument("old")
@click.argument("new")
@codebook_option
@project_option
def diff(old: str, new: str, codebook: str | None, location: str | None) -> None:
    """Say in words what differs between two versions, or between two files."""
    from qualcode.codebook import diff_codebooks, read_codebook

    if old.isdecimal() and new.isdecimal():
        with opened(location) as project:
            lines = diff_codebooks(*(_at_version(project, int(version), codebook) for version in (old, new)))
    else:
        lines = diff_codebooks(read_codebook(old), read_codebook(new))
    for line in lines or ("no difference",):
        click.echo(line)


@_command("add", 'add "Waiting" --under Challenges --definition "Time lost in offices."')
@click.argument("name")
@click.option("--under", metavar="CODE", help="The code it stands under. Without it: at the top.")
@click.option("--definition", default="", help="What it means.")
@reason_option
@codebook_option
@project_option
def add(name: str, under: str | None, definition: str, reason: str, codebook: str | None, location: str | None) -> None:
    """Add a code."""
    from qualcode.codebook import add_code

    _apply(location, codebook, reason, lambda book: add_code(book, name, parent=under, definition=definition))


@_command("edit", 'edit Safety --definition "Being and feeling out of danger."')
@click.argument("name")
@click.option("--definition", help="What it means.")
@click.option("--when-to-use", help="What a passage must hold to get it.")
@click.option("--when-not-to-use", help="What looks like it, and which code to take there.")
@click.option("--example", help="A sentence that shows it.")
@click.option("--colour", metavar="#RRGGBB", help="Its colour on screen and in figures.")
@click.option("--keyword", "keywords", multiple=True, help="May be given several times; replaces the old ones.")
@click.option("--memo", help="A note.")
@reason_option
@codebook_option
@project_option
def edit(name: str, reason: str, codebook: str | None, location: str | None, **fields: Any) -> None:
    """Change definition, rules, example, colour, keywords or memo of a code."""
    from qualcode.codebook import edit_code

    given = {field: value for field, value in fields.items() if value not in (None, ())}
    if not given:
        raise click.UsageError("Say what to change, for example --definition TEXT.")
    _apply(location, codebook, reason, lambda book: edit_code(book, name, **given))


@_command("rename", 'rename "Safety" "Being safe"')
@click.argument("name")
@click.argument("new_name")
@reason_option
@codebook_option
@project_option
def rename(name: str, new_name: str, reason: str, codebook: str | None, location: str | None) -> None:
    """Give a code another name; its codings stay with it."""
    from qualcode.codebook import rename_code

    _apply(location, codebook, reason, lambda book: rename_code(book, name, new_name))


@_command("move", 'move "Networking among organisations" --under "Programme services"')
@click.argument("name")
@click.option("--under", metavar="CODE", help="The code it comes to stand under. Without it: at the top.")
@reason_option
@codebook_option
@project_option
def move(name: str, under: str | None, reason: str, codebook: str | None, location: str | None) -> None:
    """Put a code, with all below it, elsewhere in the tree."""
    from qualcode.codebook import move_code

    _apply(location, codebook, reason, lambda book: move_code(book, name, under))


@_command("merge", 'merge "Emotional safety" "Physical safety" --into Safety')
@click.argument("names", nargs=-1, required=True)
@click.option("--into", required=True, metavar="CODE", help="The code that stays.")
@reason_option
@codebook_option
@project_option
def merge(names: tuple[str, ...], into: str, reason: str, codebook: str | None, location: str | None) -> None:
    """Make several codes one; their codings go along."""
    from qualcode.codebook import merge_codes

    _apply(location, codebook, reason, lambda book: merge_codes(book, names, into))


@_command("split", 'split Safety --into "Safe from others" --into "Feeling safe"')
@click.argument("name")
@click.option("--into", multiple=True, required=True, metavar="NAME", help="A new code; give at least two.")
@reason_option
@codebook_option
@project_option
def split(name: str, into: tuple[str, ...], reason: str, codebook: str | None, location: str | None) -> None:
    """Make new codes beside one that means too much.

    Its codings stay where they are, for only a reader can tell which new code a passage carries: list them with
    `qualcode codings --code NAME --format json`, move each with `qualcode codebook recode`, then retire the old code.
    """
    from qualcode.codebook import split_code

    _apply(location, codebook, reason, lambda book: split_code(book, name, into))


@_command("recode", 'recode --to "Feeling safe" 5b2c1f6e-…')
@click.argument("coding_ids", nargs=-1, required=True)
@click.option("--to", required=True, metavar="CODE", help="The code they get.")
@reason_option
@codebook_option
@project_option
def recode(coding_ids: tuple[str, ...], to: str, reason: str, codebook: str | None, location: str | None) -> None:
    """Give single codings another code, by their ids."""
    with opened(location) as project:
        check_coding_ids(project, coding_ids)
        count = project.codings.recode(coding_ids, to, codebook=codebook, reason=reason)
        say(f"{counted(count, 'coding')} recoded.")


@_command("retire", 'retire "Case management" --reason "never told apart"')
@click.argument("name")
@click.option("--undo", is_flag=True, help="Bring a retired code back.")
@reason_option
@codebook_option
@project_option
def retire(name: str, undo: bool, reason: str, codebook: str | None, location: str | None) -> None:
    """Take a code out of use; the codings it has stay."""
    from qualcode.codebook import retire_code

    _apply(location, codebook, reason, lambda book: retire_code(book, name, retired=not undo))


def _apply(location: str | None, name: str | None, reason: str, change: Callable[[Codebook], CodebookChange]) -> None:
    from qualcode.codebook import diff_codebooks

    with opened(location) as project:
        before = project.codebooks.get(name)
        changed = change(before)
        if not diff_codebooks(before, changed.codebook) and not changed.recode:
            say(f'"{before.name}" is as it was, at version {before.version}: there was nothing to change.')
            return
        _say_saved(project, project.codebooks.apply(changed, reason=reason))


def unchanged(project: Project, path: Path, *, name: str | None = None, owner: str | None = None) -> Codebook | None:
    """Give the project's codebook if a file says the same; None if it is new or says something else."""
    from qualcode.codebook import diff_codebooks, fold_name, read_codebook

    read = read_codebook(path)
    wanted = fold_name(name or read.name)
    known = next((book for book in project.codebooks.list() if fold_name(book.name) == wanted), None)
    if known is None or diff_codebooks(known, read) or (owner or read.owner or known.owner) != known.owner:
        return None
    return known


def check_coding_ids(project: Project, coding_ids: Sequence[str], *, coder: str | None = None) -> None:
    """Refuse ids that no coding has, and those of codings that are somebody else's."""
    from qualcode.codebook import fold_name

    coders = {row.coding_id: row.coder for row in project.codings.rows()}
    unknown = [coding_id for coding_id in coding_ids if coding_id not in coders]
    if unknown:
        raise click.UsageError(
            f"No coding has the id {', '.join(unknown)}; nothing was changed. "
            "`qualcode codings --format json` shows the ids."
        )
    others = {
        coders[coding_id] for coding_id in coding_ids if coder and fold_name(coders[coding_id]) != fold_name(coder)
    }
    if others:
        raise click.UsageError(
            f"Not all of these codings are {coder}'s: {', '.join(sorted(others))}. Nothing was changed."
        )


def _at_version(project: Project, version: int, name: str | None) -> Codebook:
    latest = project.codebooks.get(name)
    if not 1 <= version <= latest.version:
        raise click.UsageError(
            f'"{latest.name}" has no version {version}; its latest is {latest.version}. '
            "`qualcode codebook versions` lists them."
        )
    return project.codebooks.at_version(version, latest.name)


def _rules(code: Code) -> dict[str, str]:
    return {
        "definition": code.definition,
        "when to use": code.when_to_use,
        "when not to use": code.when_not_to_use,
    }


def _say_saved(project: Project, book: Codebook) -> None:
    lines = project.codebooks.diff(book.version - 1, book.version, book.name)
    say(f'"{book.name}" is now at version {book.version}:')
    for line in lines:
        say(f"  {line}")
