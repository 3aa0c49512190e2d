"""Several real processes at one project, some of them killed: nothing acknowledged is lost, nothing is half done."""

from __future__ import annotations

import random
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from qualcode.project import Project
from qualcode.project.checking import check_project
from tests.storage import writers
from tests.study import make_study

KILLS = 24
_LONGEST_S = 60


def _start(do: Any, *arguments: Any) -> tuple[BaseProcess, Connection]:
    context = writers.processes()
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=do, args=(*arguments, tell), daemon=True)
    process.start()
    tell.close()
    return process, told


def _rest(told: Connection) -> list[Any]:
    """Give what a process said until it ended."""
    said = []
    try:
        while True:
            said.append(told.recv())
    except (EOFError, OSError):
        return said


def test_no_acknowledged_coding_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    chance = random.Random(20)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        process, told = _start(writers.code_without_end, str(path), len(acknowledged))
        if chance.random() < 0.9:  # now and then it is killed before the first coding
            assert told.poll(_LONGEST_S), "the process did not begin to code"
        time.sleep(chance.random() * 0.06)
        process.kill()
        said = _rest(told)
        process.join(_LONGEST_S)
        acknowledged.update(said)
        with Project.open(path) as project:
            kept = {row.coding_id for row in project.codings.rows()}
            assert acknowledged <= kept
            # What was written but not yet acknowledged may stand; it is at most one for each kill.
            acknowledged = kept
            assert check_project(project).problems == ()
            told_of = [change for change in project.history.list() if change.what.startswith("code a passage")]
            assert len(told_of) == len(kept)
    assert len(acknowledged) > KILLS
    assert sorted(found.name for found in tmp_path.glob("study*")) == ["study.qualcode"]


def test_an_import_that_is_killed_is_in_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    file = tmp_path / "codings.csv"
    rows = [f"A,Fear,{start},{start + length}" for start in range(100) for length in range(1, 21)]
    file.write_text("\n".join(["document,code,start,end", *rows]), encoding="utf-8")
    empty = path.read_bytes()
    chance = random.Random(7)
    counts = []
    for _ in range(8):
        path.write_bytes(empty)
        process, told = _start(writers.take_codings_in, str(path), file)
        assert told.poll(_LONGEST_S)
        assert told.recv() == "begin"
        time.sleep(chance.random() * 0.4)
        process.kill()
        done = _rest(told)
        process.join(_LONGEST_S)
        with Project.open(path) as project:
            counts.append(len(project.codings.rows()))
            assert check_project(project).problems == ()
            assert len(project.history.list()) == 3 + (counts[-1] > 0)
        assert counts[-1] in (0, len(rows))
        assert done in ([], [counts[-1]])
    assert 0 in counts


def test_two_processes_at_one_project_lose_no_update(place: str, tmp_path: Path) -> None:
    make_study(place, tmp_path).close()
    context = writers.processes()
    people = ("ana", "ben", "cem")
    both = [context.Process(target=writers.code_and_count, args=(place, who, 20, 8), daemon=True) for who in people]
    for process in both:
        process.start()
    for process in both:
        process.join(_LONGEST_S)
        assert process.exitcode == 0
    with Project.open(place) as project:
        assert project.codebooks.get().code("Fear").memo == "24"
        assert project.codebooks.get().version == 25
        assert [one.version for one in project.codebooks.versions()] == list(range(25, 0, -1))
        for who in people:
            assert len(project.codings.rows(coder=who)) == 20
        assert check_project(project).problems == ()
        assert len(project.history.list()) == 3 + 3 * 28


def test_two_windows_cannot_undo_one_change_twice(place: str, tmp_path: Path) -> None:
    with make_study(place, tmp_path) as first, Project.open(place, who="ben") as second:
        first.codings.add("A", "Fear", coder="ana", quote="I lie awake")
        second.codings.add("A", "Fear", coder="ana", quote="The door holds.")
        assert first.history.undo() != second.history.undo()
        assert second.codings.rows() == first.codings.rows() == []


def test_a_coder_sees_what_another_process_has_just_written(place: str, tmp_path: Path) -> None:
    with make_study(place, tmp_path) as first, Project.open(place, who="ben") as second:
        first.codings.add("A", "Fear", coder="ana", quote="I lie awake")
        assert [row.coder for row in second.codings.rows()] == ["ana"]


def test_a_new_project_can_be_opened_elsewhere_at_once(place: str) -> None:
    with Project.create(place, name="Study") as first, Project.open(place) as second:
        assert first.id == second.id


@pytest.mark.parametrize("last_to_close", ["the writer", "the reader"])
def test_the_file_is_whole_by_itself_when_the_last_has_closed_it(tmp_path: Path, last_to_close: str) -> None:
    path = tmp_path / "study.qualcode"
    writer = make_study(path, tmp_path)
    reader = Project.open(path)
    writer.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    assert len(reader.codings.rows()) == 1
    first, last = (reader, writer) if last_to_close == "the writer" else (writer, reader)
    first.close()
    assert len(last.codings.rows()) == 1
    last.close()
    assert [found.name for found in tmp_path.glob("study*")] == ["study.qualcode"]
    copy = tmp_path / "elsewhere" / "copy.qualcode"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    with Project.open(copy) as project:
        assert [row.words for row in project.codings.rows()] == ["I lie awake"]
        assert check_project(project).problems == ()


def test_hits_of_a_search_can_be_coded_while_it_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    make_study(path, tmp_path).close()
    with Project.open(path) as project:
        for hit in project.search.find("I feel safe"):
            project.codings.add(hit.document, "Safety", coder="ana", start=hit.start, end=hit.end)
        assert [row.document for row in project.codings.rows()] == ["A", "A", "B", "B"]
