"""A corrected transcript takes the place of a document: no quotation silently covers other words, and undo is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    DocumentNotFoundError,
    FileUnreadableError,
    QuotationNotFoundError,
    RevisionChoiceError,
    SameBytesError,
)
from qualcode.project import Project
from qualcode.project.agreement import project_agreement
from qualcode.project.checking import check_project
from qualcode.text import Edit, apply_edits
from tests.storage.looks import everything
from tests.study import TALK, make_study

TEXT = TALK.format(name="PA")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """Give a project on either engine in which two people coded A."""
    sqlite = request.param == "sqlite"
    place = str(tmp_path / "study.qualcode") if sqlite else str(request.getfixturevalue("postgres_url"))
    with make_study(place, tmp_path) as project:
        project.codings.add("A", "Safety", coder="ana", quote="I feel safe. The door holds.", memo="strong")
        project.codings.add("A", "Fear", coder="ana", quote="At night I lie awake.")
        project.codings.add("A", "Sleep", coder="ben", quote="Then I sleep.")
        project.readings.mark_finished("A", "ana")
        project.readings.note_position("A", "ben", 70)
        yield project


def version(folder: Path, text: str, name: str = "A.txt") -> Path:
    path = folder / "new" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_revision_replaces_the_text_and_finds_the_quotations_again(study: Project, tmp_path: Path) -> None:
    before = study.documents.get("A")
    text = "A corrected version\n\n" + TEXT.replace("The door holds", "The door always holds").replace(
        "At night I lie awake", "Not at all, why do you ask me"
    )
    revision = study.documents.revise("A", version(tmp_path, text))
    assert revision.describe() == "0 same, 1 moved, 1 fuzzy, 1 lost"
    assert revision.source_before == "A.txt"
    after = study.documents.get("A")
    assert after == revision.document
    assert (after.id, after.name, after.added_at) == (before.id, "A", before.added_at)
    assert after.source_sha256 != before.source_sha256
    assert after.n_chars == len(text)
    assert study.documents.text("A") == text
    assert study.documents.source("A") == text.encode()
    assert [text[turn.start : turn.end].split()[0] for turn in study.documents.turns("A")] == ["How", "I", "And", "Not"]
    assert {row.words for row in study.codings.rows()} == {"I feel safe. The door always holds.", "Then I sleep."}
    assert check_project(study).problems == ()


def test_the_report_of_a_revision_tells_old_and_new_words(study: Project, tmp_path: Path) -> None:
    text = TEXT.replace("The door holds", "The door always holds").replace("At night I lie awake.", "No, no, no, no.")
    frame = study.documents.revise("A", version(tmp_path, text)).frame()
    assert frame["outcome"].tolist() == ["fuzzy", "lost", "moved"]
    assert frame["new_words"].tolist() == ["I feel safe. The door always holds.", "", "Then I sleep."]
    assert frame["coder"].tolist() == ["ana", "ana", "ben"]


def test_a_lost_quotation_is_kept_out_of_every_table_and_listed(study: Project, tmp_path: Path) -> None:
    study.documents.revise("A", version(tmp_path, TEXT.replace("At night I lie awake.", "No, no, no, no.")))
    assert [row.code for row in study.codings.rows()] == ["Safety", "Sleep"]
    assert study.codings.frequencies() == {
        "Needs": 0, "Safety": 1, "Physical safety": 0, "Emotional safety": 0, "Sleep": 1, "Fear": 0
    }  # fmt: skip
    (row,) = study.codings.lost().to_dict("records")
    assert (row["document"], row["coder"], row["code"], row["words"]) == ("A", "ana", "Fear", "At night I lie awake.")
    assert study.codings.lost(coder="ben").empty
    progress = study.readings.frame().set_index("coder")
    assert progress.loc["ana", ["codings", "quotations"]].tolist() == [1, 1]


def test_a_lost_quotation_does_not_count_as_disagreement(study: Project, tmp_path: Path) -> None:
    for coder in ("ana", "ben"):
        study.readings.mark_finished("A", coder)
    study.codings.add("A", "Fear", coder="ben", quote="At night I lie awake.")
    before = project_agreement(study, codes=["Fear"], unit="turn").report.overall.value
    study.documents.revise("A", version(tmp_path, TEXT.replace("At night I lie awake.", "No, no, no, no.")))
    assert before == 1
    assert project_agreement(study, codes=["Fear"], unit="turn").report.overall.value is None


def test_who_has_finished_still_has_and_others_go_on_no_further_than_they_read(study: Project, tmp_path: Path) -> None:
    study.documents.revise("A", version(tmp_path, TEXT.replace("I feel safe. The door holds. ", "")))
    readings = {reading.finished: reading for reading in study.readings.list()}
    assert readings[True].position == study.documents.get("A").n_chars
    assert readings[False].position < 70


def test_a_lost_quotation_is_placed_by_hand_with_its_codes_and_memos(study: Project, tmp_path: Path) -> None:
    study.documents.revise("A", version(tmp_path, TEXT.replace("At night I lie awake.", "I count the stars then.")))
    (lost,) = study.codings.lost()["quotation_id"]
    with pytest.raises(QuotationNotFoundError, match="ben has no quotation"):
        study.codings.place_again(lost, "A", coder="ben", quote="I count the stars then.")
    with pytest.raises(QuotationNotFoundError):
        study.codings.place_again(lost, "B", coder="ana", quote="The door holds.")
    study.codings.place_again(lost, "A", coder="ana", quote="I count the stars then.")
    assert study.codings.lost().empty
    assert [row.words for row in study.codings.rows(code="Fear")] == ["I count the stars then."]
    study.history.undo()
    assert study.codings.lost()["quotation_id"].tolist() == [lost]


def test_placed_where_the_coder_has_a_quotation_the_two_become_one(study: Project, tmp_path: Path) -> None:
    study.documents.revise("A", version(tmp_path, TEXT.replace("At night I lie awake.", "No, no, no, no.")))
    (lost,) = study.codings.lost()["quotation_id"]
    before = everything(study.store)
    study.codings.place_again(lost, "A", coder="ana", quote="I feel safe. The door holds.")
    rows = study.codings.rows(coder="ana")
    assert [row.code for row in rows] == ["Safety", "Fear"] or [row.code for row in rows] == ["Fear", "Safety"]
    assert len({row.quotation_id for row in rows}) == 1
    study.history.undo()
    assert everything(study.store) == before


def test_going_back_to_the_version_before_brings_lost_words_back(study: Project, tmp_path: Path) -> None:
    study.documents.revise("A", version(tmp_path, TEXT.replace("At night I lie awake.", "No, no, no, no.")))
    (told,) = study.documents.ingest([tmp_path / "A.txt"])
    assert told.outcome == "refused"
    assert "is an earlier version of A" in told.reason
    revision = study.documents.revise("A", tmp_path / "A.txt")
    assert (revision.found_again, revision.count("lost")) == (1, 0)
    assert study.codings.lost().empty
    assert len(study.codings.rows()) == 3


def test_a_trial_changes_nothing(study: Project, tmp_path: Path) -> None:
    before = everything(study.store, but=())
    trial = study.documents.revise("A", version(tmp_path, "New.\n\n" + TEXT), dry_run=True)
    assert trial.describe() == "0 same, 3 moved, 0 fuzzy, 0 lost"
    assert everything(study.store, but=()) == before


def test_what_cannot_be_a_revision_is_refused_with_a_sentence(study: Project, tmp_path: Path) -> None:
    before = everything(study.store, but=())
    with pytest.raises(SameBytesError, match=r"A\.txt is the version of A that the project has"):
        study.documents.revise("A", tmp_path / "A.txt")
    with pytest.raises(SameBytesError, match=r"B\.txt is the document B of the project"):
        study.documents.revise("A", tmp_path / "B.txt")
    with pytest.raises(DocumentNotFoundError):
        study.documents.revise("C", tmp_path / "A.txt")
    with pytest.raises(FileUnreadableError):
        study.documents.revise("A", tmp_path / "gone.txt")
    with pytest.raises(RevisionChoiceError, match="name the one file"):
        study.documents.revise("A", tmp_path)
    assert everything(study.store, but=()) == before


def test_voices_that_stay_keep_what_was_said_of_them(study: Project, tmp_path: Path) -> None:
    study.documents.set_speaker("A", "PA", role="other", participant="Asha")
    study.documents.revise("A", version(tmp_path, TEXT + "\nWarden: Time is up.\n\nWarden: Please leave.\n"))
    voices = {voice.label: (voice.role, voice.participant) for voice in study.documents.speakers("A")}
    assert voices["PA"] == ("other", "Asha")
    assert "Warden" in voices


edits = st.lists(
    st.builds(
        lambda at, length, words: (at, length, words),
        st.integers(0, len(TEXT)),
        st.integers(0, 40),
        st.text("Ia. \nन🙂", max_size=12),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(drawn=edits)
def test_after_any_edits_quotations_say_what_they_cover_and_undo_is_whole(
    study: Project, tmp_path: Path, drawn: list[tuple[int, int, str]]
) -> None:
    text = TEXT
    for at, length, words in drawn:
        start = min(at, len(text))
        text = apply_edits(text, [Edit(start, min(len(text), start + length), words)]).text
    before = everything(study.store)
    if text == TEXT or not text.strip():
        return
    revision = study.documents.revise("A", version(tmp_path, text))
    kept = study.documents.text("A")
    for one in revision.quotations:
        if one.new is None:
            continue
        assert kept[one.new.start : one.new.end] == one.new.words
        assert (one.new.words.split() == one.old.words.split()) == (one.outcome != "fuzzy")
    assert check_project(study).problems == ()
    assert len(study.codings.rows()) + len(study.codings.lost()) == 3
    after = everything(study.store)
    assert study.history.undo() is not None
    assert everything(study.store) == before
    assert study.history.redo() is not None
    assert everything(study.store) == after
    study.history.undo()
