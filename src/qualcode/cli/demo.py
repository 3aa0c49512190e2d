"""`qualcode demo`: the whole method on the sample study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.output import heading, print_frame, print_note, say

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.sample import SampleStudy

_EXAMPLE = """\b
Example
  qualcode demo study
"""
_EXEMPLARS_PER_DOMAIN = 3


@click.command(epilog=_EXAMPLE)
@click.argument("folder", default="study", type=click.Path(path_type=Path, file_okay=False))
def demo(folder: Path) -> None:
    """Build the sample study and run the whole method on it.

    FOLDER is made, or built anew if an earlier demo made it. All interviews in it are invented.
    """
    from qualcode.project.sample import NOTICE, build_sample

    study = build_sample(folder, tell=lambda step: say(f"{step} ..."))
    with study.project as project:
        click.echo(project.name)
        print_note(NOTICE)
        _corpus(project)
        _progress(project)
        _agreement(project)
        _themes(project)
        _exemplars(project)
        _next_steps(study)


def _corpus(project: Project) -> None:
    from qualcode.cli.documents import corpus_note

    frame = project.documents.frame()
    note = corpus_note(frame["minutes"].dropna().tolist(), len(frame))
    heading("1. The interviews")
    print_frame(frame.drop(columns=["speakers", "language"]), "table", note=note)


def _progress(project: Project) -> None:
    frame = project.readings.frame()
    summed = frame.groupby(["round", "coder"], sort=False).agg(
        finished=("finished", lambda column: int((column == "yes").sum())),
        codings=("codings", "sum"),
        quotations=("quotations", "sum"),
    )
    note = "Unit of finished: documents read to the end. In both rounds neither coder saw the other's codings."
    heading("2. Coding progress")
    print_frame(summed.reset_index(), "table", note=note)


def _agreement(project: Project) -> None:
    from qualcode.cli.agree import print_agreement

    heading("3. Agreement between the coders")
    print_agreement(project.agreement(round_name="main"), "table", used_only=True)


def _themes(project: Project) -> None:
    from qualcode.cli.themes import print_prevalence

    heading("4. Themes and how widespread they are")
    print_prevalence(project.themes.prevalence(round_name="main"), "table")


def _exemplars(project: Project) -> None:
    from qualcode.cli.quotes import print_quotes

    heading("5. Three quotes for each domain")
    tree = project.themes.tree()
    for domain in tree.children(None):
        click.echo(f"{domain.name}\n")
        print_quotes(project.themes.exemplars(domain.name, n=_EXEMPLARS_PER_DOMAIN, round_name="main"))


def _next_steps(study: SampleStudy) -> None:
    place = study.project.location
    heading("6. The report")
    click.echo(f"All themes with all their quotes, each linked to its place: {study.report}")
    click.echo(f"The project: {place}")
    click.echo(f"Look around, for example with `qualcode history -p {place}`.")
