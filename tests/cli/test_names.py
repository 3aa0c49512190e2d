"""A mistyped name gets the nearest one there is, and the command that lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run, run_line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("qualcode documents P4", 'No document named "P4". Did you mean "P04"? List them with `qualcode documents`.'),
        ("qualcode codings --coder anna", 'No coder named "anna". Did you mean "ana"?'),
        ("qualcode codings --code Saftey", 'No code named "Saftey" in codebook "noble2011". Did you mean "Safety"?'),
        (
            "qualcode codings --round mian",
            'No round named "mian". Did you mean "main"? List them with `qualcode rounds`.',
        ),
        ("qualcode codings --codebook noble", 'No codebook named "noble". Did you mean "noble2011"?'),
        ("qualcode codings --document P4", 'Did you mean "P04"?'),
        ("qualcode agree --code Safty", 'Did you mean "Safety"?'),
        ("qualcode agree --coder ana --coder bem", 'Did you mean "ben"?'),
        ("qualcode agree --document P4", 'Did you mean "P04"?'),
        (
            'qualcode quotes "Safety comes frist"',
            'Did you mean "Safety comes first"? List them with `qualcode themes`.',
        ),
        ("qualcode themes --by bem", "ana, ben"),
        ("qualcode rounds close mian", 'Did you mean "main"?'),
        ("qualcode codebook rename Safty Sure", 'Did you mean "Safety"?'),
        ("qualcode codebook move Safety --under Chalenges", 'Did you mean "Challenges"?'),
        ("qualcode code P4 --coder ana --finish", 'Did you mean "P04"?'),
        ("qualcode find door --document P4", 'Did you mean "P04"?'),
        ("qualcode agre", 'There is no command "agre". Did you mean "agree"?'),
        ("qualcode codebook shaw", "show"),
        ("qualcode agree --unti turn", "--unit"),
        ("qualcode agree --unit trun", "'turn'"),
    ],
)
def test_a_mistyped_name_gets_a_suggestion(sample: Path, line: str, words: str) -> None:
    ran = run_line(line)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.talk


def test_a_path_that_leads_nowhere_is_not_taken_for_a_document(sample: Path) -> None:
    ran = run("code", "interviews/new.docx", "--coder", "ana")
    assert ran.code == 1
    assert "interviews/new.docx cannot be read: there is no such file" in ran.talk


def test_names_are_found_whatever_their_case(sample: Path) -> None:
    assert run("codings", "--code", "safety", "--coder", "ANA").code == 0
