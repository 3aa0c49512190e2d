"""Write docs/commands.md from the commands themselves: `python -m tests.cli.commands_page` (or `make docs`)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from tests.cli.running import all_commands

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"

_HEAD = """\
# Commands

All commands with their options, as `qualcode COMMAND --help` shows them. This page is written by `make docs`; to change
it, change the help of a command.

Results are printed to standard output, everything said beside them to standard error. Wherever a table is printed,
`--format table|csv|json|markdown` chooses its form. The exit code is 0 when all went well, 1 when the material was
wrong (a damaged file, a mistake in a codebook), 2 when the call was (an unknown option or name).
"""


def commands_page() -> str:
    """Give the text of the page."""
    return "\n".join([_HEAD, *(_section(path, command) for path, command in all_commands())])


def _section(path: tuple[str, ...], command: click.Command) -> str:
    arguments = " ".join(param.make_metavar(click.Context(command)) for param in _arguments(command))
    title = f"{'#' * (len(path) + 1)} qualcode {' '.join(path)}"
    usage = f"qualcode {' '.join(path)}{f' {arguments}' if arguments else ''} [OPTIONS]"
    words = re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(command.help or ""))
    parts = [
        title,
        f"`{usage}`" if not isinstance(command, click.Group) else "",
        words,
        _table(command),
        _example(command),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _arguments(command: click.Command) -> list[click.Argument]:
    return [param for param in command.params if isinstance(param, click.Argument)]


def _table(command: click.Command) -> str:
    rows = list(_rows(command))
    return "\n".join(["| option | what it does |", "|---|---|", *rows]) if rows else ""


def _rows(command: click.Command) -> Iterator[str]:
    for param in command.params:
        if isinstance(param, click.Option):
            names = ", ".join([*param.opts, *param.secondary_opts])
            value = "" if param.is_flag else f" {_value(param)}"
            default = f" Without it: {param.default}." if param.show_default else ""
            yield f"| `{names}{value}` | {param.help}{default} |".replace("\n", " ")


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "\\|".join(map(str, option.type.choices))
    return (option.metavar or {"path": "FILE", "integer": "N", "float": "X"}.get(_kind(option), "TEXT")).replace(
        "|", "\\|"
    )


def _kind(option: click.Option) -> str:
    return option.type.name.removesuffix(" range")


def _example(command: click.Command) -> str:
    lines = [line.strip() for line in (command.epilog or "").splitlines() if line.strip().startswith("qualcode ")]
    return "\n".join(["```", *lines, "```"]) if lines else ""


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8", newline="\n")
