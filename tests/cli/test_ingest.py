"""`qualcode ingest`: a look beforehand, settings kept beside the transcripts, corrected versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.ingest import SETTINGS_NAME, read_settings
from tests.cli.running import run, run_line

DANISH = (
    "I: Hvad er det vi skal tale om i dag?\n\nR: Det er ikke noget jeg har lyst til at sige, men jeg vil gerne.\n\n"
    "I: Og så var der en mand som ikke kunne komme.\n\nR: Ja det er rigtigt, og det var ikke godt for os [name].\n"
)
ENGLISH = (
    "I: How is it here?\n\nR: I feel safe here. The door holds at night and nobody can come in.\n\n"
    "I: And at night?\n\nR: At night I lie awake and count the hours. Then I sleep, as all of us do.\n"
)


@pytest.fixture
def folder(empty: Path) -> Path:
    """Give a folder of transcripts, beside which the test is."""
    made = empty / "interviews"
    made.mkdir()
    (made / "P01.txt").write_text(DANISH, encoding="utf-8")
    (made / "P02.txt").write_text(ENGLISH, encoding="utf-8")
    return made


@pytest.fixture
def coded(folder: Path) -> Path:
    """Give the same folder, read in and coded by two people, with a corrected version of P02."""
    Path("cb.yaml").write_text("codebook: small\ncodes: [Safety, Fear]\n", encoding="utf-8")
    for line in (
        "qualcode init study.qualcode",
        "qualcode ingest interviews",
        "qualcode codebook import cb.yaml",
        "qualcode code P02 --coder ana --add Safety --quote 'The door holds at night and nobody can come in.'",
        "qualcode code P02 --coder ben --add Fear --quote 'At night I lie awake and count the hours.'",
    ):
        assert run_line(line).code == 0, line
    corrected = ENGLISH.replace("nobody can", "nobody at all can").replace(
        "At night I lie awake and count the hours.", "No, not really."
    )
    Path("corrected").mkdir()
    Path("corrected/P02.txt").write_text(corrected, encoding="utf-8")
    return folder


def test_a_dry_run_shows_what_is_found_needs_no_project_and_changes_nothing(folder: Path) -> None:
    before = sorted(folder.parent.rglob("*"))
    ran = run("ingest", "interviews", "--dry-run")
    assert ran.code == 0
    shown = " ".join(ran.out.split())
    for words in (
        "P01 file P01.txt (txt,", "encoding utf-8, line ends lf", "speaker I (interviewer): 2 turns",
        "R (participant): 2 turns", "language? da", "redacted [name] (1)", "first turns I: Hvad er det vi",
        'would be "en"; say --language da if not',
    ):  # fmt: skip
        assert words in shown, words
    assert "2 documents would be read in, 0 refused; nothing was changed." in ran.talk
    assert sorted(folder.parent.rglob("*")) == before


def test_a_dry_run_names_what_would_be_refused(folder: Path) -> None:
    (folder / "P03.docx").write_bytes(b"PK\x03\x04 broken")
    ran = run("ingest", "interviews", "--dry-run")
    assert ran.code == 1
    assert "Not read: P03.docx" in ran.talk
    assert "2 documents would be read in, 1 refused" in ran.talk


def test_saved_settings_give_a_second_run_the_same(folder: Path) -> None:
    assert run("init", "one.qualcode").code == run("init", "two.qualcode").code == 0
    options = ("--map", "I=Interviewer", "--map", "R = Asha", "--language", "da", "--save-settings")
    ran = run("ingest", "interviews", *options, "-p", "one.qualcode")
    assert ran.code == 0
    assert f"Settings saved in interviews/{SETTINGS_NAME}." in ran.talk.replace("\\", "/")
    settled = read_settings(folder).everywhere
    assert (settled.language, dict(settled.map)) == ("da", {"I": "Interviewer", "R": "Asha"})
    assert run("ingest", "interviews", "-p", "two.qualcode").code == 0
    one, two = (run("documents", "P02", "--format", "json", "-p", f"{name}.qualcode").json for name in ("one", "two"))
    assert one == two
    assert {turn["speaker"] for turn in one} == {"Interviewer", "Asha"}
    assert {row["language"] for row in run("documents", "--format", "json", "-p", "two.qualcode").json} == {"da"}


def test_settings_saved_for_one_file_leave_those_there_and_keep_a_copy(folder: Path) -> None:
    (folder / SETTINGS_NAME).write_text("# ours\nmap: {I: Interviewer}\n", encoding="utf-8")
    run("init", "one.qualcode")
    ran = run("ingest", "interviews/P01.txt", "--language", "da", "--save-settings")
    assert ran.code == 0
    settings = read_settings(folder)
    assert (settings.everywhere.language, settings.files["P01.txt"].language) == (None, "da")
    assert dict(settings.everywhere.map) == {"I": "Interviewer"}
    assert (folder / f"{SETTINGS_NAME}.bak").read_text(encoding="utf-8").startswith("# ours")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "I"], "write the label, =, and what to call it"),
        (["--speakers", "(?P<speaker"], "cannot be used"),
        (["--dry-run", "--save-settings"], "--dry-run changes nothing"),
        (["--language", "klingon"], "is not known"),
        (["--revises", "P01", "--as", "P09"], "--as names a new document"),
    ],
)
def test_options_that_cannot_be_are_refused_before_anything_is_read(
    folder: Path, options: list[str], said: str
) -> None:
    run("init", "one.qualcode")
    ran = run("ingest", "interviews", *options)
    assert ran.code == 2
    assert said in ran.talk
    assert run("documents", "--format", "json").json == []


def test_a_pattern_of_speakers_can_be_given(folder: Path) -> None:
    (folder / "P03.txt").write_text("<Anna> Hello there.\n\n<Bo> Hello.\n", encoding="utf-8")
    run("init", "one.qualcode")
    run("ingest", "interviews/P03.txt", "--speakers", r"<(?P<speaker>\w+)>")
    assert [turn["speaker"] for turn in run("documents", "P03", "--format", "json").json] == ["Anna", "Bo"]


def test_the_import_report_of_a_document_can_be_seen_later(coded: Path) -> None:
    ran = run("documents", "P01", "--report")
    assert ran.code == 0
    assert "I (interviewer): 2 turns" in ran.out
    assert 'The words look like "da"' in " ".join(ran.out.split())
    assert run("documents", "--report").code == 2


def test_a_changed_file_of_the_same_name_is_refused_with_what_to_do(coded: Path) -> None:
    ran = run("ingest", "corrected/P02.txt")
    assert ran.code == 1
    assert '--revises "P02"' in ran.talk
    assert '--as "P02 (2)"' in ran.talk
    assert [row["document"] for row in run("documents", "--format", "json").json] == ["P01", "P02"]
    assert run("ingest", "corrected/P02.txt", "--as", "P02 again").code == 0


def test_coding_a_changed_file_says_so_and_codes_nothing(coded: Path) -> None:
    ran = run("code", "corrected/P02.txt", "--coder", "ana", "--add", "Fear", "--quote", "No, not really.")
    assert ran.code == 1
    assert '--revises "P02"' in ran.talk


def test_a_revision_is_told_in_words_placed_by_hand_and_taken_back(coded: Path) -> None:
    before = run("codings", "--format", "json").json
    trial = run("ingest", "corrected/P02.txt", "--revises", "P02", "--dry-run")
    assert run("codings", "--format", "json").json == before
    ran = run("ingest", "corrected/P02.txt", "--revises", "P02")
    assert (trial.code, ran.code) == (0, 0)
    assert trial.out.replace("would be", "was") == ran.out
    for words in (
        "Quotations: 0 same, 0 moved, 1 fuzzy, 1 lost.",
        "now: The door holds at night and nobody at all can come in.",
        "lost (ben)",
        "+[at all]",
    ):
        assert words in " ".join(ran.out.split()), words
    (lost,) = run("codings", "--lost", "--format", "json").json
    assert (lost["coder"], lost["code"], lost["words"]) == ("ben", "Fear", "At night I lie awake and count the hours.")
    assert "1 quotation lost" in run("codings", "--lost").out
    assert [row["code"] for row in run("codings", "--format", "json").json] == ["Safety"]
    assert run("check").code == 0
    placing = ("code", "P02", "--coder", "ben", "--place", lost["quotation_id"])
    assert run(*placing, "--quote", "No, not really.", "--add", "Fear").code == 2
    assert run(*placing, "--quote", "No, not really.").code == 0
    assert [row["words"] for row in run("codings", "--coder", "ben", "--format", "json").json] == ["No, not really."]
    assert run("undo").code == run("undo").code == 0
    assert run("codings", "--format", "json").json == before


def test_a_revision_does_not_show_quotations_of_an_open_independent_round(coded: Path) -> None:
    assert run_line("qualcode rounds open second --independent").code == 0
    ran = run("ingest", "corrected/P02.txt", "--revises", "P02")
    assert "1 fuzzy, 1 lost" in ran.out
    assert "lie awake" not in ran.out.partition("Quotations:")[2]


def test_json_of_lost_quotations_holds_every_column(coded: Path) -> None:
    assert json.loads(run("codings", "--lost", "--format", "json").out) == []
    assert run("codings", "--lost", "--code", "Fear").code == 2
