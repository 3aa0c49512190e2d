"""Streams and consoles: pipes, narrow windows, strange encodings, and a process that ends with the right code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli import output
from qualcode.cli.table import text_width
from tests.cli.running import run, run_apart, run_line


def test_results_and_talk_and_exit_code_of_a_real_process(sample: Path) -> None:
    good = run_apart("documents", "--format", "csv")
    assert good.code == 0
    assert good.out.startswith("document,")
    assert good.talk.startswith("13 documents")
    material = run_apart("ingest", "missing.txt")
    call = run_apart("documents", "P4")
    assert (material.code, material.out, call.code, call.out) == (1, "", 2, "")


def test_a_pipe_closed_early_is_no_error(sample: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "qualcode", "codings", "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"document,")
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "Exception" not in said


def test_a_console_that_knows_only_ascii_stops_nothing(sample: Path) -> None:
    for surroundings in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        ran = run_apart("documents", "P02", **surroundings)
        assert ran.code == 0
        assert "थोड़ा" in ran.out


@pytest.mark.parametrize("width", [60, 80])
def test_everything_fits_the_terminal(sample: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_terminal_width", lambda: width)
    lines = [
        "documents", "documents P02", "participants", "codebook show", "codebook list", "codebook versions", "rounds",
        "codings --document P04", "progress", "agree --used", "find door", "themes", "history",
        'quotes "Safety comes first"',
    ]  # fmt: skip
    for line in lines:
        out = run_line(f"qualcode {line}").out
        assert max(map(text_width, out.splitlines())) <= width, line


def test_columns_left_out_for_want_of_room_are_named(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_terminal_width", lambda: 80)
    assert "No room for: share of text, kappa, percent (widen the window" in " ".join(
        run("agree", "--used").out.split()
    )


def test_what_comes_next_is_said_only_to_somebody_who_is_watching(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output.say_next("look.")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    output.say_next("go on.")
    assert capsys.readouterr().err == "Next: go on.\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of its own")
def test_coding_stopped_at_the_keyboard_says_what_was_saved(sample: Path) -> None:
    run("rounds", "open", "extra")
    ran = run_apart("code", "P04", "--coder", "ana", stdin="")
    assert ran.code == 0
    assert "Everything is saved" in ran.out + ran.talk
