"""Search with exact positions: rare and frequent words, in two scripts, beside plain Python on texts in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.invented import DEVANAGARI, LATIN, Script
from benchmarks.large_project import large_project
from benchmarks.measuring import Figure, time_it
from benchmarks.runner import Result
from benchmarks.size import Size
from qualcode.project import Project

_INTERVIEWS = 100
_RUNS = 5


def run(folder: Path, size: Size) -> Result:
    """Measure search."""
    figures = [figure for script in (LATIN, DEVANAGARI) for figure in _in_script(folder, size, script)]
    return Result(
        f"Search of {size.all_words:,} words, upper and lower case alike",
        tuple(figures),
        ("The yardsticks find the places alone, in texts that are in memory already; `find` also reads the texts and",
         "gives each hit with the words around it."),
    )  # fmt: skip


def _in_script(folder: Path, size: Size, script: Script) -> Iterator[Figure]:
    built = large_project(folder, size, script, coded=script is LATIN)
    runs = min(size.runs, _RUNS)
    with Project.open(built.path) as project:
        names = [document.name for document in project.documents.list()]
        texts = [project.documents.text(name) for name in names]
        for kind, word, target_s in (
            ("rare", script.rare, 1.0),
            ("frequent", script.frequent, 1.0),
            ("very common", script.common, None),
        ):
            found = sum(1 for _ in project.search.find(word))
            yield Figure(
                f"{script.name}, a {kind} word: {found:,} hits",
                time_it(_finding(project, word), runs=runs, warm_up=False),
                target_s=target_s,
                yardstick="`re.finditer`, ignoring case",
                yardstick_timing=time_it(partial(_scan, texts, word), runs=runs),
            )
        few = names[:_INTERVIEWS]
        yield Figure(
            f"{script.name}, the frequent word in {len(few)} interviews",
            time_it(_finding(project, script.frequent, few), runs=runs),
            target_s=0.1,
            yardstick="`str.find`, as it is written",
            yardstick_timing=time_it(lambda: _find_all(texts[:_INTERVIEWS], script.frequent), runs=runs),
        )


def _finding(project: Project, word: str, documents: list[str] | None = None) -> Callable[[], None]:
    def find() -> None:
        for _ in project.search.find(word, documents=documents):
            pass

    return find


def _scan(texts: list[str], word: str) -> int:
    pattern = re.compile(re.escape(word), re.IGNORECASE)
    return sum(1 for text in texts for _ in pattern.finditer(text))


def _find_all(texts: list[str], word: str) -> int:
    count = 0
    for text in texts:
        at = text.find(word)
        while at >= 0:
            count += 1
            at = text.find(word, at + 1)
    return count
