"""What other processes do to a project in the tests: they start afresh, write, and may be killed at any moment."""

from __future__ import annotations

import itertools
import multiprocessing
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

from qualcode.codebook import edit_code
from qualcode.errors import CodebookChangedMeanwhileError
from qualcode.project import Project
from qualcode.project.import_codings import import_codings


def processes() -> ForkServerContext | SpawnContext:
    """Give the way to start processes: copies of one that has qualcode loaded already, where the system can."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.writers", "qualcode.interchange.codings_file", "rapidfuzz"])
    return context


def code_without_end(place: str, first: int, told: Connection) -> None:
    """Code one passage after the other, each acknowledged by its id once it is in the project."""
    with Project.open(place, who="ana") as project:
        for number in itertools.count(first):
            start, length = number % 60, 1 + number // 60
            added = project.codings.add("A", "Fear", coder="ana", start=start, end=start + length)
            told.send(added.coding_ids[0])


def take_codings_in(place: str, file: Path, told: Connection) -> None:
    """Take a file of codings in."""
    with Project.open(place, who="ana") as project:
        told.send("begin")
        made = import_codings(project, file, coder="ana")
        told.send(made.codings)


def code_and_count(place: str, coder: str, codings: int, edits: int) -> None:
    """Code passages, and count up a number that is kept in a codebook, as somebody who reads it, thinks and saves."""
    with Project.open(place, who=coder) as project:
        for number in range(max(codings, edits)):
            if number < codings:
                project.codings.add("A", "Fear", coder=coder, start=number, end=number + 5)
            if number < edits:
                _count_up(project)


def _count_up(project: Project) -> None:
    while True:
        book = project.codebooks.get()
        count = int(book.code("Fear").memo or "0")
        try:
            project.codebooks.apply(edit_code(book, "Fear", memo=str(count + 1)))
        except CodebookChangedMeanwhileError:
            continue
        return
