"""Results to standard output: tables for people, CSV, JSON and Markdown for programs. Talk goes to standard error."""

from __future__ import annotations

import csv
import json
import math
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
# Into a file or a pipe, a row is one line.
_UNBOUNDED = 10_000
# Spreadsheets run a cell that begins so as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def say(message: str) -> None:
    """Say something to the person, beside the results."""
    click.echo(message, err=True)


def print_frame(frame: pd.DataFrame, output_format: str, *, note: str = "", title: str = "") -> None:
    """Print a table; `note` states unit, n and rule below it."""
    columns = [str(column) for column in frame.columns]
    rows = [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    if output_format == "json":
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_no_formula(value) for value in row] for row in rows)
    elif output_format == "markdown":
        _print_markdown(columns, rows, title)
    else:
        _print_table(columns, rows, title)
    if note:
        click.echo(
            note if output_format in {"table", "markdown"} else f"# {note}", err=output_format in {"csv", "json"}
        )


@contextmanager
def progress_bar(items: Sequence[T], label: str) -> Iterator[Iterable[T]]:
    """Wrap items with a bar on standard error; silent where nobody is watching."""
    with click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar


def _plain(value: Any) -> Any:
    """Give a value that JSON knows: numpy's numbers as Python's, missing as None."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>":
        return None
    return value


def _no_formula(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 and not value.is_integer() else f"{value:g}"
    return str(value)


def _print_markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str) -> None:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    if title:
        click.echo(f"**{title}**\n")
    click.echo(line(columns))
    click.echo("|" + "|".join("---:" if right else "---" for right in _numeric(columns, rows)) + "|")
    for row in rows:
        click.echo(line(_shown(value) for value in row))


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else _UNBOUNDED
    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, title_style="bold")
    for column, right in zip(columns, _numeric(columns, rows), strict=True):
        table.add_column(Text(column), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    Console(file=sys.stdout, width=width, highlight=False).print(table)


def _numeric(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[bool]:
    return [
        bool(rows)
        and all(isinstance(row[at], (int, float, type(None))) and not isinstance(row[at], bool) for row in rows)
        for at in range(len(columns))
    ]
