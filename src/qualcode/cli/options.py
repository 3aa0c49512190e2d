"""Options that many commands share, and which project is meant when none is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.errors import ProjectChoiceError

if TYPE_CHECKING:
    from qualcode.project import Project

Command = Callable[..., Any]

project_option = click.option(
    "-p",
    "--project",
    "location",
    metavar="PROJECT",
    help="Project file or PostgreSQL URL. Without it: QUALCODE_PROJECT, or the one *.qualcode file in this folder.",
)
format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print the table.",
)
codebook_option = click.option(
    "--codebook", metavar="NAME", help="Which codebook, if the project has more than one shared one."
)
round_option = click.option("--round", "round_name", metavar="NAME", help="Which round of coding.")
reason_option = click.option("--reason", default="", metavar="TEXT", help="Why; kept in the history.")


def locate_project(location: str | None) -> str:
    """Give the project that is meant.

    Raises:
        ProjectChoiceError: If none is named and the folder holds none, or several.
    """
    if location:
        return location
    if named := os.environ.get("QUALCODE_PROJECT"):
        return named
    here = sorted(str(path) for path in Path().glob("*.qualcode"))
    if len(here) != 1:
        raise ProjectChoiceError(here)
    return here[0]


@contextmanager
def opened(location: str | None, *, who: str | None = None) -> Iterator[Project]:
    """Open the project that is meant, and close it afterwards."""
    from qualcode.project import Project

    with Project.open(locate_project(location), who=who) as project:
        yield project
