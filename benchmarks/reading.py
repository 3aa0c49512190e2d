"""Reading a large project: opening it, its documents, one document's codings, frequencies; and adding one coding."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.large_project import large_project
from benchmarks.measuring import Figure, shown, time_each, time_in_turn, time_it
from benchmarks.programs import start_python
from benchmarks.runner import Result
from benchmarks.size import Size
from qualcode.project import Project

_ADDED_START = 100
_CODINGS_OF_A_DOCUMENT = """
    SELECT quotations.start, quotations."end", quotations.words, codings.code_id, codings.id, coders.name, rounds.name
    FROM codings JOIN quotations ON quotations.id = codings.quotation_id
    JOIN coders ON coders.id = codings.coder_id JOIN rounds ON rounds.id = codings.round_id
    WHERE quotations.document_id = ?"""
_OPENING = "from qualcode.project import Project; Project.open({!r}).close()"


def run(folder: Path, size: Size) -> Result:
    """Measure reading."""
    built = large_project(folder, size)
    name = f"D{size.documents // 2:04}"
    with Project.open(built.path, who="benchmark") as project, closing(sqlite3.connect(built.path)) as raw:
        document = project.documents.get(name)
        assert len(project.codings.rows(document=name)) >= size.codings_per_document
        figures = (
            *_opening(built.path, size.runs),
            Figure(
                f"listing {size.documents:,} documents",
                time_it(project.documents.list, runs=size.runs),
                yardstick="raw `SELECT * FROM documents`",
                yardstick_timing=time_it(lambda: raw.execute("SELECT * FROM documents").fetchall(), runs=size.runs),
            ),
            Figure(
                f"the {size.codings_per_document:,} codings of one document as rows",
                time_it(lambda: project.codings.rows(document=name), runs=5 * size.runs),
                target_s=0.010,
                yardstick="the same join in raw sqlite3",
                yardstick_timing=time_it(
                    lambda: raw.execute(_CODINGS_OF_A_DOCUMENT, (document.id,)).fetchall(), runs=5 * size.runs
                ),
            ),
            Figure(
                f"frequencies of {size.codes:,} codes",
                time_it(project.codings.frequencies, runs=size.runs),
                target_s=0.100,
                yardstick="raw `count(*) ... GROUP BY`",
                yardstick_timing=time_it(
                    lambda: raw.execute("SELECT code_id, count(*) FROM codings GROUP BY code_id").fetchall(),
                    runs=size.runs,
                ),
            ),
            _adding(project, name, size.runs),
        )
    built_in = f"{shown(built.seconds)} and has {built.megabytes:,.0f} MB"
    return Result(
        f"A project of {size.documents:,} documents, {size.all_words:,} words and {size.codings:,} codings",
        figures,
        (f"It was built through storage, document by document and coder by coder, in {built_in}.",),
    )


def _opening(path: Path, runs: int) -> tuple[Figure, Figure]:
    def bare() -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("SELECT id, name FROM projects").fetchall()

    opening, raw = time_in_turn(lambda: Project.open(path).close(), bare, runs=runs)
    anew, imports = time_in_turn(
        lambda: start_python("-c", _OPENING.format(str(path))),
        lambda: start_python("-c", "import sqlalchemy"),
        runs=runs,
    )
    return (
        Figure(
            "opening and closing it",
            opening,
            target_s=0.3,
            yardstick="raw sqlite3 `connect` and one `SELECT`",
            yardstick_timing=raw,
        ),
        Figure(
            "a new Python that opens and closes it, imports included",
            anew,
            yardstick='`python -c "import sqlalchemy"`',
            yardstick_timing=imports,
        ),
    )


def _adding(project: Project, document: str, runs: int) -> Figure:
    """Add codings and take them away again, so that the kept project stays as it was built."""
    added: list[str] = []

    def add(number: int) -> None:
        start, end = _ADDED_START, _ADDED_START + 7 + number
        added.extend(project.codings.add(document, "code 3", coder="ana", start=start, end=end).coding_ids)

    add(0)
    timing = time_each([partial(add, number) for number in range(1, 3 * runs + 1)])
    project.codings.remove(added)
    return Figure("adding one coding to it, acknowledged", timing)
