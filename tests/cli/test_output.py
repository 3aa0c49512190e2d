"""Results: table, CSV, JSON and Markdown; results to standard output, talk to standard error."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.cli.output import counted, figure, print_frame, short_time
from qualcode.interchange.codings_file import read_codings_file
from tests.cli.running import all_commands, run_line

if TYPE_CHECKING:
    import pandas as pd

WITH_TABLES = [
    "documents",
    "documents P04",
    "participants",
    "codebook show",
    "codebook show --definitions",
    "codebook list",
    "codebook versions",
    "codings --coder ana",
    "rounds",
    "progress",
    "agree --used",
    'find "government home"',
    "themes",
    'quotes "Safety comes first"',
    'quotes "Safety comes first" --exemplars 2',
    "history",
]


@pytest.fixture
def frame() -> pd.DataFrame:
    import pandas as pd

    words = ["=1+1", "a|b\nc", None, "'-x"]
    return pd.DataFrame({"words": words, "n": [1, 2, 3, 4], "share": [0.5, math.nan, -0.0004, 12.0]})


@pytest.mark.parametrize("line", WITH_TABLES)
def test_every_table_comes_in_four_forms_with_the_same_rows(sample: Path, line: str) -> None:
    forms = {form: run_line(f"qualcode {line} --format {form}") for form in ("table", "csv", "json", "markdown")}
    assert [ran.code for ran in forms.values()] == [0, 0, 0, 0]
    rows = forms["json"].json
    assert len(rows) == len(forms["csv"].csv) > 0
    assert list(rows[0]) == list(forms["csv"].csv[0])
    assert forms["markdown"].out.count("\n|") >= len(rows)
    assert forms["table"].talk == ""


@pytest.mark.parametrize("line", WITH_TABLES)
def test_every_table_says_what_was_counted(sample: Path, line: str) -> None:
    told = run_line(f"qualcode {line}").out.rstrip().split("\n\n")[-1]
    assert told.endswith(".")
    beside = run_line(f"qualcode {line} --format csv")
    assert beside.talk.strip().endswith(".")


def test_every_command_that_prints_a_table_takes_a_format() -> None:
    with_format = {
        " ".join(path) for path, command in all_commands() if any(p.name == "output_format" for p in command.params)
    }
    assert with_format == {
        "documents", "participants", "codebook show", "codebook list", "codebook versions", "codings", "rounds",
        "progress", "agree", "find", "themes", "quotes", "history",
    }  # fmt: skip


def test_a_spreadsheet_does_not_run_a_cell_as_a_formula(
    frame: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    print_frame(frame, "csv")
    words = [row["words"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert words == ["'=1+1", "a|b\nc", "", "''-x"]


def test_what_is_missing_is_null_in_json(frame: pd.DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(frame, "json")
    rows = json.loads(capsys.readouterr().out)
    assert rows[1] == {"words": "a|b\nc", "n": 2, "share": None}
    assert rows[2]["words"] is None


def test_a_cell_does_not_break_out_of_a_markdown_table(frame: pd.DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(frame, "markdown", note="Unit: rows.", title="All")
    assert capsys.readouterr().out.splitlines()[:5] == [
        "**All**",
        "",
        "| words | n | share |",
        "|---|---:|---:|",
        "| =1+1 | 1 | 0.5 |",
    ]


def test_a_tree_is_still_a_tree_in_markdown(sample: Path) -> None:
    assert "| &nbsp;&nbsp;Needs of the first weeks |" in run_line("qualcode themes --format markdown").out


def test_codings_written_as_csv_come_back_unchanged(sample: Path) -> None:
    Path("back.csv").write_text(run_line("qualcode codings --round main --format csv").out, encoding="utf-8")
    read = read_codings_file("back.csv")
    rows = run_line("qualcode codings --round main --format json").json
    assert read.issues == ()
    assert [(it.document, it.codes[0], it.start, it.end, it.coder, it.certainty, it.memo) for it in read.codings] == [
        (row["document"], row["code"], row["start"], row["end"], row["coder"], row["certainty"], row["memo"].strip())
        for row in rows
    ]


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [(-0.004, 2, "0.00"), (-0.0004, 3, "0.000"), (-0.006, 2, "-0.01"), (0.0, 2, "0.00"), (-1.0, 2, "-1.00")],
)
def test_what_rounds_to_zero_has_no_sign(value: float, places: int, shown: str) -> None:
    assert figure(value, places) == shown


def test_numbers_agree_with_their_nouns() -> None:
    assert [counted(0, "coding"), counted(1, "coding"), counted(2, "coding")] == ["0 codings", "1 coding", "2 codings"]
    assert counted(2, "code has", "codes have") == "2 codes have"


def test_times_are_shown_to_the_second_and_given_whole_to_programs(sample: Path) -> None:
    assert short_time("2026-03-01T09:30:00.123456Z") == "2026-03-01 09:30:00"
    assert short_time("open") == "open"
    assert "T" in run_line("qualcode history --format json").json[0]["at"]
    assert "Times are in UTC." in run_line("qualcode history").out


def test_talk_is_not_among_the_results(sample: Path) -> None:
    ran = run_line("qualcode participants --from transcripts_sample/participants.csv --format csv")
    assert "13 participants from participants.csv." in ran.talk
    assert ran.out.startswith("participant,organisation,site")
