"""`qualcode codebook`: reading, changing, versions, and codings that go along."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Ran, run, run_line


@pytest.fixture(autouse=True)
def _in_the_sample(sample: Path) -> None:
    """Be in a copy of the sample study."""


def version() -> int:
    return int(run("codebook", "versions", "--format", "json").json[0]["version"])


def counts() -> dict[str, int]:
    rows = run("codebook", "show", "noble2011", "--format", "json").json
    return {row["code"].rsplit(" > ", 1)[-1]: row["codings"] for row in rows}


def done(line: str) -> Ran:
    ran = run_line(line)
    assert ran.code == 0, ran.talk
    return ran


def test_the_tree_is_shown_with_its_codings() -> None:
    shown = done("qualcode codebook show").out
    assert "\n    Safety " in shown
    assert '41 codes, version 1 of "noble2011". Counted are codings' in shown
    assert "Being and feeling" in shown or "definition" not in shown.splitlines()[0]
    assert "when to use" in done("qualcode codebook show --definitions").out.splitlines()[0]


def test_a_file_is_checked_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Path("codebooks/noble2011.yaml").resolve()
    monkeypatch.chdir(tmp_path)
    assert '41 codes in "noble2011", no mistakes.' in done(f"qualcode codebook check {book}").talk


def test_codes_without_a_definition_are_named() -> None:
    Path("short.yaml").write_text("codebook: short\ncodes: [Safety, {Sleep: Rest at night.}]\n")
    assert "1 code has no definition yet: Safety" in done("qualcode codebook check short.yaml").talk


def test_reading_the_same_file_again_makes_no_version() -> None:
    ran = done("qualcode codebook import codebooks/noble2011.yaml")
    assert ran.talk == '"noble2011" is as it was, at version 1: the file says nothing new.\n'
    assert version() == 1


def test_a_changed_file_is_the_next_version_and_says_what_changed() -> None:
    book = Path("codebooks/noble2011.yaml")
    book.write_text(f"{book.read_text(encoding='utf-8')}  - Waiting: Time lost in offices.\n", encoding="utf-8")
    said = done("qualcode codebook import codebooks/noble2011.yaml --reason 'seen in P03'").talk
    assert '"noble2011" is now at version 2 with 42 codes.\n  added "Waiting"' in said
    assert done("qualcode codebook diff 1 2").out == 'added "Waiting"\n'
    assert run("codebook", "versions", "--format", "json").json[0]["reason"] == "seen in P03"
    assert "Waiting" not in done("qualcode codebook show --version 1").out


def test_a_merge_carries_the_codings_along_and_can_be_taken_back() -> None:
    before = counts()
    done('qualcode codebook merge "Emotional safety" "Physical safety" --into Safety --reason "never told apart"')
    after = counts()
    assert "Emotional safety" not in after
    assert after["Safety"] >= max(before[name] for name in ("Safety", "Emotional safety", "Physical safety"))
    done("qualcode undo")
    assert counts() == before


def test_rename_move_add_edit_split_retire_and_back() -> None:
    done('qualcode codebook rename Safety "Being safe"')
    done('qualcode codebook move "Being safe" --under Challenges')
    done('qualcode codebook add Waiting --under Challenges --definition "Time lost in offices."')
    done('qualcode codebook edit Waiting --colour "#1b6ca8" --keyword office --keyword queue')
    done("qualcode codebook split Waiting --into Queues --into Papers")
    done('qualcode codebook retire Waiting --reason "split"')
    assert "retired" in done("qualcode codebook show").out
    done("qualcode codebook retire Waiting --undo")
    assert version() == 8
    words = done("qualcode codebook diff 1 8").out
    for said in ('renamed "Safety" to "Being safe"', 'moved "Being safe" under "Challenges"', "Queues", "Papers"):
        assert said in words


def test_what_changes_nothing_makes_no_version() -> None:
    assert "there was nothing to change" in done("qualcode codebook retire Safety --undo").talk
    assert version() == 1


def test_single_codings_are_recoded_by_id() -> None:
    its_id = run("codings", "--code", "Safety", "--format", "json").json[0]["coding_id"]
    assert done(f'qualcode codebook recode --to "Physical safety" {its_id}').talk == "1 coding recoded.\n"
    unknown = run("codebook", "recode", "--to", "Safety", its_id, "nonsense")
    assert unknown.code == 2
    assert "No coding has the id nonsense; nothing was changed." in unknown.talk


def test_a_codebook_is_written_and_read_back_the_same() -> None:
    done("qualcode codebook export mine.yaml")
    assert done("qualcode codebook diff mine.yaml codebooks/noble2011.yaml").out == "no difference\n"


def test_comments_of_an_older_file_are_kept() -> None:
    done("qualcode codebook retire Challenges")
    done("qualcode codebook export codebooks/noble2011.yaml")
    assert "# How to read this file" in Path("codebooks/noble2011.yaml").read_text(encoding="utf-8")


def test_a_version_that_never_was_is_refused_with_the_latest() -> None:
    for line in ("qualcode codebook show --version 9", "qualcode codebook diff 1 9"):
        ran = run_line(line)
        assert ran.code == 2
        assert '"noble2011" has no version 9; its latest is 1.' in ran.talk


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("qualcode codebook rename Safety 'Physical safety'", "choose another name or merge the two"),
        ("qualcode codebook move Safety --under 'Physical safety'", "the same code or below it"),
        ("qualcode codebook split Safety --into A", "at least two new codes"),
        ("qualcode codebook edit Safety --colour red", '"red" is no colour'),
        ("qualcode codebook edit Safety", "Say what to change"),
        ("qualcode codebook add Safety", '"Safety"'),
    ],
)
def test_a_change_that_would_make_it_unsound_is_refused(line: str, words: str) -> None:
    ran = run_line(line)
    assert (ran.code, version()) == (2, 1)
    assert words in ran.talk


def test_lists_of_single_coders_are_told_from_the_shared_one() -> None:
    rows = run("codebook", "list", "--format", "json").json
    assert {row["codebook"]: row["whose"] for row in rows} == {
        "noble2011": "shared", "ana-pilot": "ana", "ben-pilot": "ben",
    }  # fmt: skip
