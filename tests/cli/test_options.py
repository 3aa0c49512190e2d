"""Which project is meant: the one named, that of the environment, or the one in the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run


def test_without_a_name_the_one_project_in_the_folder_is_meant(empty: Path) -> None:
    run("init", "mine", "--name", "Mine")
    assert run("documents").code == 0


def test_a_folder_without_a_project_says_how_to_make_one(empty: Path) -> None:
    ran = run("documents")
    assert ran.code == 2
    assert "This folder holds no project; say which with -p PROJECT, or make one with `qualcode init" in ran.talk


def test_of_two_projects_none_is_guessed(empty: Path) -> None:
    run("init", "a")
    run("init", "b")
    ran = run("documents")
    assert ran.code == 2
    assert "This folder holds 2 projects (a.qualcode, b.qualcode)" in ran.talk


def test_the_environment_names_the_project_and_the_option_stands_above_it(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "a")
    run("init", "b")
    monkeypatch.setenv("QUALCODE_PROJECT", "a.qualcode")
    run("rounds", "open", "of-a")
    run("rounds", "open", "of-b", "-p", "b.qualcode")
    assert "of-a" in run("rounds", "-p", "a.qualcode").out
    assert "of-a" not in run("rounds", "-p", "b.qualcode").out


def test_the_coder_of_the_environment_acts(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CODER", "cara")
    run("rounds", "open", "extra")
    assert run("code", "P04", "--add", "Safety", "--quote", "she must see that the door holds").code == 0
    assert [row["who"] for row in run("history", "--limit", "2", "--format", "json").json] == ["cara", "cara"]
    assert [row["coder"] for row in run("codings", "--round", "extra", "--format", "json").json] == ["cara"]
