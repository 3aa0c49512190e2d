"""Results to standard output: tables for people, CSV, JSON and Markdown for programs. Talk goes to standard error."""

from __future__ import annotations

import csv
import json
import math
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
# Lines of prose longer than this are hard to read, however wide the terminal.
_WIDEST_PROSE = 100
# Spreadsheets run a cell that begins so as a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def say(message: str) -> None:
    """Say something to the person, beside the results."""
    click.echo(message, err=True)


def say_next(message: str) -> None:
    """Say what to do next; only to somebody who is watching."""
    if sys.stderr.isatty():
        say(f"Next: {message}")


def counted(count: int, noun: str, plural: str = "") -> str:
    """Give a number with its noun: "1 coding", "2 codings"."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def figure(value: float, places: int) -> str:
    """Give a figure to so many places; what rounds to zero has no sign."""
    text = f"{value:.{places}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def heading(words: str) -> None:
    """Print the heading of a part, with room above and below."""
    click.echo(f"\n{_bold(words)}\n")


def prose_width() -> int:
    """Give the width for running text: that of the terminal, but no wider than is good to read."""
    return min(_terminal_width() or _WIDEST_PROSE, _WIDEST_PROSE)


def print_note(note: str) -> None:
    """Print sentences below a result, each on its own line, broken to the width for reading."""
    import textwrap

    for line in note.splitlines():
        click.echo(textwrap.fill(line, width=max(20, prose_width()), break_long_words=False, break_on_hyphens=False))


def print_frame(
    frame: pd.DataFrame,
    output_format: str,
    *,
    note: str = "",
    title: str = "",
    spare: Sequence[str] = (),
    figures: Sequence[str] = (),
) -> None:
    """Print a table.

    Args:
        frame: The table.
        output_format: table, csv, json or markdown.
        note: States unit, n and rule; below the table, or beside it where a program reads the result.
        title: Above the table.
        spare: Columns that a narrow terminal may do without; the last is left out first, and it is said.
        figures: Columns that stand to the right like numbers, though some of their cells are words.
    """
    columns = [str(column) for column in frame.columns]
    rows = [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    if output_format == "json":
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([_no_formula(column) for column in columns])
        writer.writerows([_no_formula(value) for value in row] for row in rows)
    elif output_format == "markdown":
        _print_markdown(columns, rows, title, figures)
    else:
        _print_table(columns, rows, title, spare, figures)
    if note and output_format in {"csv", "json"}:
        say(note)
    elif note:
        click.echo()
        print_note(note) if output_format == "table" else click.echo(note.replace("\n", "  \n"))


def short_times(frame: pd.DataFrame, column: str, output_format: str) -> pd.DataFrame:
    """Give times to the second where people read them; programs get them whole."""
    if output_format in {"csv", "json"}:
        return frame
    return frame.assign(**{column: [short_time(time) for time in frame[column]]})


def short_time(time: str) -> str:
    """Give "2026-03-01 09:30:00" for a time as it is stored; other words stay as they are."""
    return time[:19].replace("T", " ") if time[10:11] == "T" else time


@contextmanager
def progress_bar(items: Sequence[T], label: str) -> Iterator[Iterable[T]]:
    """Wrap items with a bar on standard error; silent where nobody is watching."""
    with click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar


def _terminal_width() -> int | None:
    """Give the width of the terminal; None into a file or a pipe, where a row is one line."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None


def _plain(value: Any) -> Any:
    """Give a value that JSON knows: numpy's numbers as Python's, missing as None."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>":
        return None
    return value


def _no_formula(value: Any) -> Any:
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return figure(value, 3).rstrip("0").removesuffix(".")
    return str(value)


def _print_markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str, figures: Sequence[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_cell(cell) for cell in cells) + " |"

    if title:
        click.echo(f"**{title}**\n")
    click.echo(line(columns))
    click.echo("|" + "|".join("---:" if right else "---" for right in _to_the_right(columns, rows, figures)) + "|")
    for row in rows:
        click.echo(line(_shown(value) for value in row))


def _cell(cell: str) -> str:
    """Keep a cell in its place, and the indent that shows a tree visible."""
    words = cell.strip(" ").replace("|", "\\|").replace("\n", " ")
    return "&nbsp;" * (2 * ((len(cell) - len(cell.lstrip(" "))) // 2)) + words


def _print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    title: str,
    spare: Sequence[str],
    figures: Sequence[str],
) -> None:
    from qualcode.cli.table import Column, lay_out

    laid = lay_out(
        [
            Column(heading, tuple(_shown(row[at]) for row in rows), right, heading in spare)
            for at, (heading, right) in enumerate(zip(columns, _to_the_right(columns, rows, figures), strict=True))
        ],
        _terminal_width(),
    )
    if title:
        click.echo(_bold(title))
    for number, line in enumerate(laid.lines):
        click.echo(_bold(line) if number < laid.n_heading else line)
    if laid.left_out:
        click.echo()
        print_note(f"No room for: {', '.join(laid.left_out)} (widen the window, or use --format csv).")


def _bold(text: str) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, bold=True)


def _to_the_right(columns: Sequence[str], rows: Sequence[Sequence[Any]], figures: Sequence[str]) -> list[bool]:
    return [
        column in figures or (bool(rows) and all(_is_number(row[at]) for row in rows))
        for at, column in enumerate(columns)
    ]


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
