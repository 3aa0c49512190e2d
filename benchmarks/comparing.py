"""Agreement over a large project."""

from __future__ import annotations

from pathlib import Path

from benchmarks.large_project import BOOK, large_project
from benchmarks.measuring import Figure, time_it
from benchmarks.runner import Result
from benchmarks.size import Size
from qualcode.project import Project

_CODES = 10
_DOCUMENTS = 20  # with as many codes as there are, chance alone compares every set of codes with every other
_RUNS = 3


def run(folder: Path, size: Size) -> Result:
    """Measure agreement, by character."""
    built = large_project(folder, size)
    with Project.open(built.path) as project:
        codes = [code.name for code in project.codebooks.get(BOOK).codes[:_CODES]]
        some = [document.name for document in project.documents.list()[:_DOCUMENTS]]
        runs = min(size.runs, _RUNS)
        figures = (
            Figure(
                f"agreement of four coders on {len(codes)} codes in all {size.documents:,} documents",
                time_it(lambda: project.agreement(codes=codes), runs=runs, warm_up=False),
            ),
            Figure(
                f"agreement of four coders on all {size.codes:,} codes in {len(some)} documents",
                time_it(lambda: project.agreement(documents=some), runs=runs, warm_up=False),
            ),
        )
    return Result("Agreement by character, with its intervals", figures)
