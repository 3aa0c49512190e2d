"""Writing codings: many in one go, one at a time, and from a file; beside raw SQLite."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.invented import LATIN, Voices
from benchmarks.measuring import Figure, Timing, time_each
from benchmarks.runner import Result
from benchmarks.size import Size
from qualcode.codebook import Code, Codebook
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.project.import_codings import import_codings
from qualcode.text import Span, new_id

_DOCUMENTS = 10
_RUNS_AT_MOST = 5  # each needs a project of its own


def run(folder: Path, size: Size) -> Result:
    """Measure writing."""
    runs = min(size.runs, _RUNS_AT_MOST)
    new = list(_new_codings(size.batch))
    in_one_go = Timing(tuple(_time_in_project(folder, lambda project: _add(project, new)) for _ in range(runs)))
    raw_in_one_go = Timing(tuple(_time_raw(folder, len(new)) for _ in range(runs)))
    from_file = Timing(tuple(_time_file(folder, size.batch) for _ in range(runs)))
    single = _time_singles(folder, size.singles)
    raw_single = _time_raw_singles(folder, size.singles)
    return Result(
        "Writing codings",
        (
            Figure(
                f"{size.batch:,} codings in one go",
                in_one_go,
                target_s=1.0,
                yardstick="raw sqlite3 `executemany` of the same rows",
                yardstick_timing=raw_in_one_go,
            ),
            Figure(
                f"a codings file of {size.batch:,} rows, quotes looked up",
                from_file,
                yardstick="raw sqlite3 `executemany`",
                yardstick_timing=raw_in_one_go,
            ),
            Figure(
                "one coding, acknowledged",
                single,
                yardstick="a raw sqlite3 commit, `synchronous=FULL`",
                yardstick_timing=raw_single,
            ),
        ),
        (f"One at a time: {1 / single.median:,.0f} codings a second, each on the disk before the next begins.",),
    )


def _new_codings(count: int) -> Iterator[NewCoding]:
    random = Random(3)
    places: set[tuple[int, int]] = set()
    while len(places) < count:
        start = random.randrange(10_000)
        places.add((start, start + random.randrange(20, 300)))
    for number, (start, end) in enumerate(sorted(places)):
        yield NewCoding(f"W{number % _DOCUMENTS}", Span(start, end), [f"code {number % 50}"])


def _add(project: Project, new: list[NewCoding]) -> None:
    added = project.codings.add_many(new, coder="ana")
    assert len(added.coding_ids) == len(new)


@contextmanager
def _small_project(folder: Path) -> Iterator[Project]:
    """Give a new project with a few documents and a codebook, which is gone afterwards."""
    voices = Voices(LATIN)
    with TemporaryDirectory(dir=folder) as made:
        texts = Path(made) / "texts"
        texts.mkdir()
        for number in range(_DOCUMENTS):
            (texts / f"W{number}.txt").write_text(voices.transcript(number, 3_000).text, encoding="utf-8")
        with Project.create(Path(made) / "writing.qualcode") as project:
            refused = [one.reason for one in project.documents.ingest([texts]) if one.outcome != "added"]
            assert not refused, refused
            codes = tuple(Code(new_id(), f"code {number}") for number in range(50))
            project.codebooks.save(Codebook(new_id(), "invented", codes), what="invent a codebook")
            yield project


def _time_in_project(folder: Path, do: Callable[[Project], None]) -> float:
    with _small_project(folder) as project:
        return time_each([lambda: do(project)]).median


def _time_singles(folder: Path, count: int) -> Timing:
    new = list(_new_codings(count + 1))
    with _small_project(folder) as project:
        _add(project, new[:1])
        return time_each([partial(_add, project, [one]) for one in new[1:]])


def _time_file(folder: Path, count: int) -> float:
    with _small_project(folder) as project:
        texts = {f"W{number}": project.documents.text(f"W{number}") for number in range(_DOCUMENTS)}
        path = Path(project.location).parent / "codings.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["document", "coder", "code", "quote", "start"])
            for one in _new_codings(count):
                start, end = _without_blanks(texts[one.document], one.span)
                writer.writerow([one.document, "ana", one.codes[0], texts[one.document][start:end], start])
        return time_each([lambda: import_codings(project, path, coder="ana")]).median


def _without_blanks(text: str, span: Span) -> tuple[int, int]:
    words = text[span.start : span.end]
    return span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())


RawRows = list[tuple[str | int, ...]]
_RAW_TABLES = """
    CREATE TABLE quotations (id TEXT PRIMARY KEY, document_id TEXT, coder_id TEXT, start INTEGER, "end" INTEGER,
        words TEXT, before TEXT, after TEXT, created_at TEXT);
    CREATE TABLE codings (id TEXT PRIMARY KEY, quotation_id TEXT, code_id TEXT, coder_id TEXT, round_id TEXT,
        certainty TEXT, created_at TEXT);
"""


@contextmanager
def _raw(folder: Path) -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory(dir=folder) as made, closing(sqlite3.connect(Path(made) / "raw.db")) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.executescript(_RAW_TABLES)
        yield raw


def _raw_rows(count: int) -> tuple[RawRows, RawRows]:
    document_id, coder_id, round_id, code_id = (new_id() for _ in range(4))
    ids = [new_id() for _ in range(count)]
    words = "w" * 160
    quotations: RawRows = [
        (one, document_id, coder_id, at, at + 160, words, "b" * 32, "a" * 32, "now") for at, one in enumerate(ids)
    ]
    codings: RawRows = [(new_id(), one, code_id, coder_id, round_id, "sure", "now") for one in ids]
    return quotations, codings


def _put(raw: sqlite3.Connection, quotations: RawRows, codings: RawRows) -> None:
    with raw:
        raw.executemany("INSERT INTO quotations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", quotations)
        raw.executemany("INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?)", codings)


def _time_raw(folder: Path, count: int) -> float:
    quotations, codings = _raw_rows(count)
    with _raw(folder) as raw:
        return time_each([lambda: _put(raw, quotations, codings)]).median


def _time_raw_singles(folder: Path, count: int) -> Timing:
    quotations, codings = _raw_rows(count)
    pairs = zip(quotations, codings, strict=True)
    with _raw(folder) as raw:
        return time_each([partial(_put, raw, [quotation], [coding]) for quotation, coding in pairs])
