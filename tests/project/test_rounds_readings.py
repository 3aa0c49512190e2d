"""Rounds, and how far each coder has come in them."""

from __future__ import annotations

import pytest

from qualcode.errors import RoundClosedError, RoundExistsError, RoundNotFoundError, UnknownChoiceError
from qualcode.project import Project


def test_the_first_coding_opens_a_shared_round(project: Project) -> None:
    assert project.rounds.current() is None
    assert project.rounds.latest() is None
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    (round_,) = project.rounds.list()
    assert (round_.name, round_.kind, round_.is_open) == ("main", "shared", True)


def test_codings_go_into_the_round_opened_last_or_into_the_one_named(project: Project) -> None:
    first = project.rounds.open("First", "independent")
    second = project.rounds.open("second")
    assert (first.kind, second.kind) == ("independent", "shared")
    assert project.rounds.current() == project.rounds.latest() == second
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake", round_name="FIRST")
    assert [row.words for row in project.codings.rows(round_name="first")] == ["I lie awake"]
    assert sorted(row.round for row in project.codings.rows()) == ["First", "second"]


def test_a_closed_round_takes_no_codings_and_no_readings(project: Project) -> None:
    project.rounds.open("pilot", "independent")
    closed = project.rounds.close("Pilot")
    assert not closed.is_open
    assert project.rounds.current() is None
    assert project.rounds.latest() == closed
    for write in (
        lambda: project.codings.add("A", "Fear", coder="ana", quote="I lie awake"),
        lambda: project.codings.add("A", "Fear", coder="ana", quote="I lie awake", round_name="pilot"),
        lambda: project.readings.mark_finished("A", "ana"),
        lambda: project.rounds.close("pilot"),
    ):
        with pytest.raises(RoundClosedError) as error:
            write()
        assert str(error.value) == (
            'The round "pilot" is closed and takes no more codings. Open another with `qualcode rounds open NAME`.'
        )
    assert project.coders.list() == [], "a refused coding leaves no coder behind"


def test_rounds_are_told_apart_by_name(project: Project) -> None:
    project.rounds.open("pilot")
    with pytest.raises(RoundExistsError, match='There is already a round named "PILOT"; choose another name'):
        project.rounds.open("PILOT")
    with pytest.raises(RoundNotFoundError) as error:
        project.rounds.get("pilto")
    assert str(error.value) == 'No round named "pilto". Did you mean "pilot"? List them with `qualcode rounds`.'
    with pytest.raises(UnknownChoiceError, match='There is no kind of round "open"; there is independent, shared'):
        project.rounds.open("other", "open")  # type: ignore[arg-type]


def test_reading_without_coding_is_noted(project: Project) -> None:
    reading = project.readings.mark_finished("A", "ana")
    assert reading.finished
    assert reading.position == project.documents.get("A").n_chars
    project.readings.note_position("B", "ana", 10)
    frame = project.readings.frame()
    assert list(frame.columns) == ["round", "coder", "document", "read", "finished", "codings", "quotations"]
    assert frame.to_numpy().tolist() == [
        ["main", "ana", "A", "100%", "yes", 0, 0],
        ["main", "ana", "B", f"{10 / project.documents.get('B').n_chars:.0%}", "no", 0, 0],
    ]


def test_codings_and_quotations_are_counted_by_coder_document_and_round(project: Project) -> None:
    project.codings.add("A", ["Fear", "Sleep"], coder="ana", quote="I lie awake")
    project.codings.add("A", [], coder="ana", quote="The door holds.")
    project.codings.add("A", "Fear", coder="ben", quote="I lie awake")
    project.rounds.open("second")
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    counted = project.readings.frame()[["round", "coder", "codings", "quotations"]].to_numpy().tolist()
    assert counted == [["main", "ana", 2, 1], ["main", "ben", 1, 1], ["second", "ana", 1, 1]]


def test_a_place_is_remembered_for_each_round(project: Project) -> None:
    assert project.readings.position("A", "ana") is None
    assert project.readings.note_position("A", "ana", 7).position == 7
    place = project.readings.position("A", "Ana")
    assert place is not None
    assert place.position == 7
    project.rounds.open("second")
    assert project.readings.position("A", "ana") is None
    assert project.readings.position("A", "ana", round_name="main") == place
    assert len(project.readings.list(round_name="main")) == 1
    assert project.readings.list(round_name="second") == []


def test_a_finished_document_stays_finished_when_it_is_looked_at_again(project: Project) -> None:
    first = project.readings.mark_finished("A", "ana")
    assert project.readings.note_position("A", "ana", 3).finished_at == first.finished_at
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    assert project.readings.mark_finished("A", "ana") == first
    again = project.readings.mark_finished("A", "ana", finished=False)
    assert not again.finished
    assert project.history.list(limit=1)[0].what == "ana takes A up again"


def test_an_open_independent_round_is_held_back_from_whoever_looks_at_all_codings(project: Project) -> None:
    project.rounds.open("pilot", "independent")
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    project.blind = True
    assert project.codings.rows() == []
    assert [row.coder for row in project.codings.rows(coder="ana")] == ["ana"]
    project.rounds.close("pilot")
    assert [row.coder for row in project.codings.rows()] == ["ana"]


def test_in_an_open_independent_round_neither_counts_nor_history_tell_what_others_coded(project: Project) -> None:
    project.rounds.open("pilot", "independent")
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    project.blind = True
    assert project.codings.frequencies()["Fear"] == 0
    assert project.readings.frame()["codings"].isna().all()
    assert project.history.list()[0].what == "code a passage of A"
    project.rounds.close("pilot")
    assert project.codings.frequencies()["Fear"] == 1
    assert project.readings.frame()["codings"].tolist() == [1]


def test_progress_names_the_documents_that_a_coder_has_not_begun(project: Project) -> None:
    assert project.readings.untouched() == {}
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    assert project.readings.untouched() == {"ana": ("B",)}
