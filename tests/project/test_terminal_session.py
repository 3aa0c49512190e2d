"""The walk of one coder through documents, without any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.codebook import Codebook, add_code
from qualcode.codebook.change import retire_code
from qualcode.errors import (
    CodebookChangeError,
    CodesInUseError,
    NothingToCodeError,
    RoundClosedError,
    RoundNotFoundError,
    UndoConflictError,
)
from qualcode.project import Project
from qualcode.project.terminal_session import TerminalSession
from qualcode.storage import shelves
from qualcode.text import named_id

TALK = """Interviewer: How is it here?

P1: I feel safe. The door holds. I trust the cook.

Interviewer: And at night?

P1: At night I lie awake. Then I count. Then I sleep.
"""
# The sentences of it, by number: 1 How is it here? 2 I feel safe. 3 The door holds. 4 I trust the cook. 5 And at night?
# 6 At night I lie awake. 7 Then I count. 8 Then I sleep.


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name in ("A", "B"):
        (tmp_path / f"{name}.txt").write_text(TALK.replace("P1", f"P{name}"), encoding="utf-8")
    with Project.create(tmp_path / "study.qualcode", who="ana") as made:
        made.documents.ingest([tmp_path / "A.txt", tmp_path / "B.txt"])
        book = Codebook(named_id("codebook", "book"), "book")
        for name, parent in (("Needs", None), ("Safety", "Needs"), ("Trust", "Needs"), ("Sleep", None)):
            book = add_code(book, name, parent=parent).codebook
        made.codebooks.save(book, what="a codebook")
    with Project.open(tmp_path / "study.qualcode", who="ana") as opened:
        yield opened


def _session(project: Project, *documents: str, coder: str = "ana", **options: object) -> TerminalSession:
    return TerminalSession(project, documents, coder=coder, **options)  # type: ignore[arg-type]


def _put(session: TerminalSession, *names: str) -> None:
    session.put([session.codebook.code(name) for name in names])


def _standing(project: Project) -> list[tuple[str, str, str, str]]:
    return [(row.document, row.words, row.code, row.certainty) for row in project.codings.rows()]


# Beginning


def test_it_begins_at_the_first_passage_of_the_first_document(project: Project) -> None:
    session = _session(project)
    assert (session.document.name, session.place.at, len(session.place.passages)) == ("A", 0, 8)
    assert session.place.passage.words == "How is it here?"
    assert session.place.passage.speaker == "Interviewer"
    assert session.round.name == "main"


def test_turns_are_walked_when_they_are_the_unit(project: Project) -> None:
    session = _session(project, unit="turn")
    assert [passage.words for passage in session.place.passages][1] == "I feel safe. The door holds. I trust the cook."
    assert session.how_cut == "turn by turn"


def test_sentences_say_what_cut_them(project: Project) -> None:
    assert "spaCy" in _session(project).how_cut


def test_a_document_named_twice_is_walked_once(project: Project) -> None:
    assert [document.name for document in _session(project, "B", "A", "B").documents] == ["B", "A"]


def test_a_project_without_documents_says_how_to_get_some(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "empty.qualcode", who="ana") as empty,
        pytest.raises(NothingToCodeError, match="qualcode ingest"),
    ):
        _session(empty)


def test_a_closed_round_is_refused_before_anything_is_read(project: Project) -> None:
    project.rounds.open("first", "independent")
    project.rounds.close("first")
    with pytest.raises(RoundClosedError, match="first"):
        _session(project, round_name="first")
    with pytest.raises(RoundNotFoundError):
        _session(project, round_name="second")


def test_the_coders_own_list_is_taken_where_there_is_no_shared_codebook(tmp_path: Path, project: Project) -> None:
    with Project.create(tmp_path / "other.qualcode", who="ana") as other:
        other.documents.ingest([tmp_path / "A.txt"])
        for owner in ("ana", "ben"):
            other.codebooks.save(Codebook(named_id("codebook", owner), owner, owner=owner), what="a list")
        assert _session(other).codebook.name == "ana"
        assert _session(other).codebook_is_own


def test_without_any_codebook_the_first_code_begins_the_coders_own_list(tmp_path: Path, project: Project) -> None:
    with Project.create(tmp_path / "other.qualcode", who="ana") as other:
        other.documents.ingest([tmp_path / "A.txt"])
        session = _session(other)
        session.put([session.add_code("Waiting", reason="heard twice")])
        book = other.codebooks.get("ana")
        assert (book.owner, [code.name for code in book]) == ("ana", ["Waiting"])
        assert _standing(other) == [("A", "How is it here?", "Waiting", "sure")]


# Moving


def test_next_and_back_stop_at_the_ends(project: Project) -> None:
    session = _session(project)
    assert not session.back()
    assert session.next()
    assert session.place.at == 1
    assert session.go(8)
    assert not session.next()
    assert session.place.percent == 100
    assert session.back()
    assert session.place.at == 6


def test_a_number_that_no_passage_has_moves_nothing(project: Project) -> None:
    session = _session(project)
    assert not session.go(0)
    assert not session.go(9)
    assert session.place.at == 0


def test_next_goes_past_all_that_was_included(project: Project) -> None:
    session = _session(project)
    session.place.include_next()
    session.next()
    assert session.place.at == 2


def test_jumping_finds_the_next_passage_without_a_code(project: Project) -> None:
    session = _session(project)
    session.go(2)
    session.place.include_next()
    _put(session, "Safety")
    session.go(1)
    assert session.next_uncoded()
    assert session.place.at == 3
    session.go(8)
    assert not session.next_uncoded()
    assert (session.first_uncoded(), session.n_uncoded) == (1, 6)


def test_the_place_comes_back_after_leaving(project: Project) -> None:
    session = _session(project, unit="sentence")
    session.go(4)
    session.leave()
    assert _session(project).place.passage.words == "I trust the cook."


def test_the_place_is_saved_now_and_then_without_leaving(project: Project) -> None:
    session = _session(project)
    for _ in range(6):
        session.next()
    assert _session(project).place.at == 5


def test_reading_on_does_not_fill_the_history(project: Project) -> None:
    session = _session(project)
    before = len(project.history.list())
    for _ in range(7):
        session.next()
    session.leave()
    session.leave()
    assert len(project.history.list()) == before + 2


def test_a_coding_saves_the_place_in_the_same_change(project: Project) -> None:
    session = _session(project)
    session.go(3)
    before = len(project.history.list())
    _put(session, "Safety")
    assert [change.what for change in project.history.list()][: -before or None] == [
        'code a passage of A with "Safety"'
    ]
    assert _session(project).place.at == 2


def test_work_goes_on_in_the_document_left_last(project: Project) -> None:
    session = _session(project)
    session.next()
    session.leave()
    session.open(1)
    session.go(5)
    session.leave()
    again = _session(project)
    assert (again.document.name, again.place.at) == ("B", 4)


def test_other_units_go_on_at_the_same_words(project: Project) -> None:
    session = _session(project)
    session.go(7)
    session.leave()
    assert _session(project, unit="turn").place.passage.words.startswith("At night I lie awake.")


# Coding


def test_a_coding_is_in_the_database_at_once(project: Project) -> None:
    session = _session(project)
    session.go(2)
    put = session.put([session.codebook.code("Safety"), session.codebook.code("Trust")])
    assert put.added == ("Safety", "Trust")
    with Project.open(project.location) as elsewhere:
        assert [row.code for row in elsewhere.codings.rows()] == ["Safety", "Trust"]


def test_a_code_that_stands_already_is_said_and_not_doubled(project: Project) -> None:
    session = _session(project)
    _put(session, "Safety")
    put = session.put([session.codebook.code("Safety"), session.codebook.code("Sleep")])
    assert (put.added, put.already) == (("Sleep",), ("Safety",))
    assert len(_standing(project)) == 2


def test_unsure_is_kept_and_can_be_turned(project: Project) -> None:
    session = _session(project)
    session.put([session.codebook.code("Safety")], "unsure")
    assert session.marks[0].certainty == "unsure"
    session.set_certainty(session.marks, "sure")
    assert _standing(project)[0][3] == "sure"
    session.undo()
    assert session.marks[0].certainty == "unsure"


def test_the_codes_of_the_passage_coded_last_are_put_again(project: Project) -> None:
    session = _session(project)
    _put(session, "Sleep")
    session.next()
    _put(session, "Safety")
    _put(session, "Trust")
    session.next()
    assert session.put_again().added == ("Safety", "Trust")


def test_a_code_retired_meanwhile_is_not_put_again(project: Project) -> None:
    session = _session(project)
    _put(session, "Safety")
    project.codebooks.apply(retire_code(project.codebooks.get(), "Safety"))
    session.next()
    assert session.put_again().added == ()


def test_a_code_taken_off_takes_its_bare_quotation_along(project: Project) -> None:
    session = _session(project)
    _put(session, "Safety")
    session.take_off(session.marks)
    assert session.marks == ()
    with project.store.read() as connection:
        assert shelves.quotations.read(connection) == []
    session.undo()
    assert [mark.code for mark in session.marks] == ["Safety"]


def test_several_passages_become_one_quotation(project: Project) -> None:
    session = _session(project)
    session.go(3)
    assert session.place.include_previous()
    assert session.place.include_next()
    _put(session, "Safety")
    assert _standing(project)[0][1] == "I feel safe. The door holds. I trust the cook."
    session.place.select_passage()
    assert session.selected_words == "The door holds."
    assert [mark.code for mark in session.marks] == ["Safety"]


def test_nothing_is_included_beyond_the_ends(project: Project) -> None:
    session = _session(project)
    assert not session.place.include_previous()
    session.go(8)
    assert not session.place.include_next()


@pytest.mark.parametrize("typed", ["I lie ... awake", "lie awake", "LIE  AWAKE"])
def test_a_part_is_found_by_its_words(project: Project, typed: str) -> None:
    session = _session(project)
    session.go(6)
    session.place.part = session.find_words(typed)[0].span
    _put(session, "Sleep")
    assert _standing(project)[0][1] in ("I lie awake", "lie awake")


def test_words_are_looked_for_in_the_selected_passages_only(project: Project) -> None:
    session = _session(project)
    session.go(7)
    assert session.find_words("Then I sleep") == ()
    session.place.include_next()
    assert len(session.find_words("Then I")) == 2


# Memos


def test_a_memo_makes_a_quotation_without_a_code(project: Project) -> None:
    session = _session(project)
    session.note("come back to this")
    assert [note.text for note in session.notes] == ["come back to this"]
    assert session.n_uncoded == 8
    assert _standing(project) == []
    session.undo()
    assert session.notes == ()


def test_taking_a_code_off_keeps_the_memo(project: Project) -> None:
    session = _session(project)
    _put(session, "Safety")
    session.note("why")
    session.take_off(session.marks)
    assert [note.text for note in session.notes] == ["why"]


# Undo


def test_undo_takes_back_one_thing_after_the_other_and_goes_there(project: Project) -> None:
    session = _session(project)
    _put(session, "Safety")
    session.go(4)
    _put(session, "Trust")
    session.go(8)
    assert session.undo() == 'coding with "Trust"'
    assert session.place.at == 3
    assert session.undo() == 'coding with "Safety"'
    assert session.place.at == 0
    assert session.undo() is None
    assert _standing(project) == []


def test_undo_goes_back_to_another_document(project: Project) -> None:
    session = _session(project)
    session.go(2)
    _put(session, "Safety")
    session.open(1)
    session.undo()
    assert (session.document.name, session.place.at, session.marks) == ("A", 1, ())


def test_undo_does_not_lose_the_place(project: Project) -> None:
    session = _session(project)
    session.go(5)
    _put(session, "Sleep")
    session.undo()
    session.leave()
    assert _session(project).place.at == 4


def test_undo_brings_back_what_was_repeated_before(project: Project) -> None:
    session = _session(project)
    _put(session, "Trust")
    session.next()
    _put(session, "Safety")
    session.undo()
    session.next()
    assert session.put_again().added == ("Trust",)


def test_undo_leaves_what_another_window_put_on_the_same_words(project: Project) -> None:
    session, other = _session(project), _session(project)
    _put(session, "Safety")
    other.reload()
    _put(other, "Trust")
    session.undo()
    assert [row[2] for row in _standing(project)] == ["Trust"]


def test_undo_says_when_it_came_too_late_and_goes_on_to_what_was_before(project: Project) -> None:
    session = _session(project)
    _put(session, "Sleep")
    session.next()
    _put(session, "Safety")
    project.codings.remove([session.marks[0].coding_id])
    with pytest.raises(UndoConflictError, match="cannot be taken back"):
        session.undo()
    assert session.undo() == 'coding with "Sleep"'


def test_undo_touches_only_this_session(project: Project) -> None:
    _put(_session(project), "Safety")
    assert _session(project).undo() is None


# New codes


def test_a_new_code_is_kept_with_its_reason(project: Project) -> None:
    session = _session(project)
    code = session.add_code("Rest", parent="Needs", definition="Being able to rest.", reason="said by two")
    assert session.codebook.path(code) == "Needs > Rest"
    assert project.codebooks.get().code("Rest").definition == "Being able to rest."
    assert project.history.list(limit=1)[0].reason == "said by two"
    assert session.undo() == 'adding the code "Rest"'
    assert project.codebooks.get().find("Rest") is None


def test_a_new_code_that_somebody_uses_is_not_taken_back(project: Project) -> None:
    session = _session(project)
    session.add_code("Rest")
    project.codings.add("A", "Rest", coder="ben", quote="Then I count.")
    with pytest.raises(CodesInUseError):
        session.undo()
    assert project.codebooks.get().find("Rest") is not None


def test_a_name_that_is_taken_is_refused(project: Project) -> None:
    with pytest.raises(CodebookChangeError, match="already"):
        _session(project).add_code("safety")


def test_a_code_that_somebody_adds_meanwhile_is_seen_after_a_refresh(project: Project) -> None:
    session = _session(project)
    project.codebooks.apply(add_code(project.codebooks.get(), "Hope"))
    assert session.refresh().find("Hope") is not None
    session.add_code("Fear")
    assert project.codebooks.get().find("Fear") is not None


# Blindness


@pytest.mark.parametrize("kind", ["independent", "shared"])
def test_nobody_sees_what_others_have_coded(project: Project, kind: str) -> None:
    project.rounds.open("first", kind)  # type: ignore[arg-type]
    other = _session(project, coder="ben")
    _put(other, "Safety")
    other.note("mine")
    session = _session(project)
    assert (session.marks, session.notes, session.n_uncoded) == ((), (), 8)
    assert [one.codings for one in session.progress()] == [0, 0]


def test_a_later_round_begins_with_a_clean_page(project: Project) -> None:
    project.rounds.open("first", "independent")
    session = _session(project)
    _put(session, "Safety")
    session.note("then")
    session.finish()
    project.rounds.close("first")
    project.rounds.open("second", "independent")
    again = _session(project)
    assert (again.marks, again.notes, again.finished, again.round.name) == ((), (), False, "second")


def test_a_round_closed_meanwhile_takes_nothing_more(project: Project) -> None:
    session = _session(project)
    project.rounds.close("main")
    with pytest.raises(RoundClosedError):
        _put(session, "Safety")
    assert _standing(project) == []


# Finishing


def test_finishing_is_kept_and_can_be_undone(project: Project) -> None:
    session = _session(project)
    session.go(8)
    session.finish()
    assert session.finished
    assert [one.finished for one in session.progress()] == [True, False]
    assert session.next_document() == 1
    assert session.undo() == "the note that ana finished A"
    assert not session.finished
    assert not project.readings.list()[0].finished


def test_a_finished_document_stays_finished_when_it_is_looked_at_and_coded(project: Project) -> None:
    session = _session(project, "A")
    session.finish()
    session.go(3)
    _put(session, "Safety")
    session.leave()
    again = _session(project, "A")
    assert again.finished
    assert again.place.at == 0


def test_a_document_can_be_taken_up_again(project: Project) -> None:
    session = _session(project)
    session.finish()
    session.go(6)
    session.take_up()
    assert not session.finished
    assert _session(project).place.at == 5


def test_the_first_unfinished_document_is_opened(project: Project) -> None:
    _session(project).finish()
    assert _session(project).document.name == "B"


def test_when_all_is_read_there_is_no_next_document(project: Project) -> None:
    session = _session(project)
    session.finish()
    session.open(1)
    session.finish()
    assert session.next_document() is None
    assert _session(project).document.name == "A"


def test_progress_counts_percent_of_the_text_and_own_codings(project: Project) -> None:
    session = _session(project)
    session.go(6)
    _put(session, "Sleep", "Trust")
    first, second = session.progress()
    assert (first.document, first.finished, first.codings) == ("A", False, 2)
    assert 50 < first.percent < 100
    assert (second.percent, second.codings) == (0, 0)


# Texts of all kinds


def test_a_text_without_words_has_no_passages(project: Project, tmp_path: Path) -> None:
    from qualcode.project.terminal_passages import CutDocument

    session = _session(project, cut=lambda *_: CutDocument((), "not at all"))
    assert (session.marks, session.selected_words, session.n_uncoded) == ((), "", 0)
    assert not session.next()
    assert not session.next_uncoded()
    session.finish()
    assert session.finished


def test_a_text_without_turns_is_walked_line_by_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("मुझे डर लगता है।\n\nमैं सोती हूँ।\n", encoding="utf-8")
    project.documents.ingest([tmp_path / "plain.txt"])
    session = _session(project, "plain", unit="turn")
    _put(session, "Safety")
    assert (session.place.passage.speaker, session.place.passage.start_s) == ("", None)
    assert _standing(project) == [("plain", "मुझे डर लगता है।", "Safety", "sure")]
