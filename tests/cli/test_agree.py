"""`qualcode agree`: figures with what they rest on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import run, run_line


@pytest.fixture(autouse=True)
def _in_the_sample(sample: Path) -> None:
    """Be in a copy of the sample study."""


def told(line: str) -> str:
    ran = run_line(line)
    assert ran.code == 0, ran.talk
    return " ".join(ran.out.split())


def test_unit_rule_documents_coders_codebook_and_interval_stand_below_the_table() -> None:
    words = told("qualcode agree --unit sentence --rule majority")
    assert "Unit: sentence, coded if at least half of it is" in words
    assert re.search(r"n = \d+ units in 13 documents that at least two of ana, ben have finished", words)
    assert 'Codebook "noble2011" version 1; each code counts its own codings.' in words
    assert "Intervals at 95%: jackknife over 13 documents" in words
    assert "a code counts the codings of the codes below it" in told("qualcode agree --roll-up")


def test_every_column_is_explained() -> None:
    shown = run_line("qualcode agree").out
    heads = re.split(r"\s{2,}", shown.splitlines()[0].strip())
    explained = " ".join(shown.split("Columns. ")[1].split())
    for head in heads[1:]:
        assert re.search(rf"\b{re.escape(head)}\b", explained), head


def test_codes_too_rare_to_judge_are_marked_and_what_is_undefined_says_why() -> None:
    words = told("qualcode agree")
    assert "Short-term needs *" in words
    assert "* Too few to judge: fewer than 10 passages of all coders together, or in fewer than 3 documents." in words
    assert "Client needs: alpha is undefined" in words
    assert "Client needs *" not in told("qualcode agree --used")


def test_no_figure_is_shown_as_less_than_nothing_by_rounding() -> None:
    assert not re.search(r"-0\.0+\b", run_line("qualcode agree").out)


def test_two_documents_give_no_interval_and_the_table_says_so() -> None:
    words = told("qualcode agree --document P04 --document P11 --used")
    assert "no interval" in words
    assert "at least 3 documents" in words


def test_documents_that_one_coder_has_not_finished_are_named() -> None:
    run("rounds", "open", "extra")
    for coder in ("ana", "ben"):
        for document in ("P01", "P02"):
            run("code", document, "--coder", coder, "--add", "Safety", "--start", "400", "--end", "500")
    for coder, document in (("ana", "P01"), ("ben", "P01"), ("ana", "P02")):
        run("code", document, "--coder", coder, "--finish")
    words = told("qualcode agree --round extra --code Safety")
    assert "in 1 documents" in words or "in 1 document " in words
    assert re.search(r"Not compared: P02, .*finished by fewer than two", words)


def test_nothing_finished_by_two_is_refused_with_what_is_there() -> None:
    run("rounds", "open", "extra")
    run("code", "P01", "--coder", "ana", "--finish")
    ran = run("agree", "--round", "extra")
    assert ran.code == 2
    assert "ana has finished P01" in ran.talk
    assert "--finish" in ran.talk


def test_one_coder_alone_agrees_with_nobody() -> None:
    ran = run("agree", "--coder", "ana")
    assert ran.code == 2
    assert "Agreement takes two coders" in ran.talk


def test_a_codebook_that_nobody_used_in_the_round_is_not_compared() -> None:
    ran = run("agree", "--round", "pilot")
    assert ran.code == 2
    assert 'Nobody gave a code of codebook "noble2011" version 1 in round "pilot".' in ran.talk


def test_a_list_that_only_one_coder_used_is_warned_of() -> None:
    ran = run("agree", "--round", "pilot", "--codebook", "ana-pilot", "--format", "csv")
    assert 'Only ana gave codes of codebook "ana-pilot"' in ran.talk


def test_csv_holds_every_figure_unrounded() -> None:
    rows = run_line("qualcode agree --used --format csv").csv
    assert list(rows[0]) == [
        "code", "spans_ana", "spans_ben", "documents", "share_of_text", "percent_agreement", "cohen_kappa",
        "krippendorff_alpha", "alpha_low", "alpha_high", "positive_agreement", "too_few_to_judge", "reason",
    ]  # fmt: skip
    assert len(rows[0]["krippendorff_alpha"]) > 8
    assert "Client needs" not in {row["code"] for row in rows}
