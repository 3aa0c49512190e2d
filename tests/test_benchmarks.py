"""The benchmarks keep working: their quick form, on tiny material. How fast anything is, is not asked here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import __main__ as command
from benchmarks import comparing, reading, searching, writing
from benchmarks.large_project import large_project
from benchmarks.measuring import Figure, Timing, markdown
from benchmarks.runner import Benchmark
from benchmarks.size import TINY

from qualcode.project import Project


@pytest.mark.parametrize("benchmark", [reading.run, writing.run, searching.run, comparing.run])
def test_a_benchmark_gives_its_figures(benchmark: Benchmark, tmp_path: Path) -> None:
    result = benchmark(tmp_path, TINY)
    assert result.figures
    for figure in result.figures:
        assert figure.timing.median > 0
        assert f"| {figure.subject} |" in result.markdown()


def test_the_command_prints_the_chosen_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "QUICK", TINY)
    command.main(["comparing", "--quick", "--folder", str(tmp_path)])
    printed = capsys.readouterr().out
    assert "A quick run on small material" in printed
    assert "### Agreement by character" in printed


def test_an_unknown_benchmark_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["cooking"])
    assert "there is no benchmark cooking; there are starting, ingesting, writing" in capsys.readouterr().err


def test_the_large_project_has_what_its_size_says_and_is_kept(tmp_path: Path) -> None:
    built = large_project(tmp_path, TINY)
    with Project.open(built.path) as project:
        assert sum(document.n_words for document in project.documents.list()) == TINY.all_words
        assert len(project.codings.rows()) == TINY.codings
    assert large_project(tmp_path, TINY) == built
    assert large_project(tmp_path, replace(TINY, words=400)).path != built.path
    assert not built.path.exists()  # what is outdated goes


def test_a_missed_target_is_said() -> None:
    slow = Figure(
        "waiting", Timing((2.0, 3.0, 9.0)), target_s=1.0, yardstick="nothing", yardstick_timing=Timing((0.5,))
    )
    assert markdown([slow]).splitlines()[-1] == "| waiting | 3.0 s | 2.0 s | 1 s (missed) | nothing | 500 ms | 6.0 |"
    assert not Figure("resting", Timing((0.001,)), target_s=1.0).misses
