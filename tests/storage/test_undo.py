"""Undo and redo of every kind of write, and what stands in their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.codebook import add_code, edit_code, merge_codes, rename_code, retire_code
from qualcode.errors import UndoConflictError
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.storage import Store
from qualcode.text import Span
from tests.storage.looks import everything
from tests.study import make_study


@pytest.fixture
def project(place: str, tmp_path: Path) -> Iterator[Project]:
    with make_study(place, tmp_path) as made:
        yield made


def _as(project: Project, who: str) -> Project:
    """Give the same project in the hands of somebody else."""
    return Project(project.store, who)


def _code(project: Project, quote: str, code: str, coder: str = "ana", document: str = "A", **more: str) -> str:
    added = project.codings.add(document, code, coder=coder, quote=quote, **more)  # type: ignore[arg-type]
    return added.coding_ids[0]


def _ingest(project: Project, folder: Path) -> None:
    (folder / "C.txt").write_text("I: Hm?\n\nP: Yes.\n", encoding="utf-8")
    (folder / "C.notes.md").write_text("She was tired.", encoding="utf-8")
    project.documents.ingest([folder / "C.txt"])


def _merge(project: Project, folder: Path) -> None:
    book = project.codebooks.get()
    project.codebooks.apply(merge_codes(book, ["Fear", "Sleep"], "Safety"), reason="too fine")


def _import_codebook(project: Project, folder: Path) -> None:
    (folder / "small.yaml").write_text("codebook: small\ncodes: [Safety, Fear, Sleep, Hope]\n", encoding="utf-8")
    project.codebooks.import_file(folder / "small.yaml")


def _import_new_codebook(project: Project, folder: Path) -> None:
    (folder / "other.yaml").write_text("codebook: other\ncodes: [One, Two: [Three]]\n", encoding="utf-8")
    project.codebooks.import_file(folder / "other.yaml", owner="ben")


def _participants(project: Project, folder: Path) -> None:
    (folder / "people.csv").write_text("participant,sex,interview_minutes\nA,female,61.5\nB,male,\n", encoding="utf-8")
    project.participants.import_table(folder / "people.csv")


KINDS: dict[str, Callable[[Project, Path], object]] = {
    "read a document in": _ingest,
    "remove a document": lambda project, folder: project.documents.remove("B"),
    "take a codebook in": _import_new_codebook,
    "take a codebook in again": _import_codebook,
    "merge codes": _merge,
    "rename a code": lambda project, folder: project.codebooks.apply(
        rename_code(project.codebooks.get(), "Fear", "Dread")
    ),
    "code a passage": lambda project, folder: _code(project, "Then I sleep.", "Sleep", memo="at last"),
    "mark a passage": lambda project, folder: project.codings.add("A", [], coder="cem", quote="Then I sleep."),
    "remove codings": lambda project, folder: project.codings.remove(
        [row.coding_id for row in project.codings.rows()][:2]
    ),
    "recode codings": lambda project, folder: project.codings.recode(
        [row.coding_id for row in project.codings.rows(code="Fear")], "Safety"
    ),
    "mark a document finished": lambda project, folder: project.readings.mark_finished("A", "ana"),
    "take themes in": lambda project, folder: project.themes.import_file(folder / "themes.yaml"),
    "write a memo": lambda project, folder: project.memos.add("project", project.id, "How it began", coder="ben"),
    "take participants in": _participants,
    "open a round": lambda project, folder: project.rounds.open("second", "independent"),
    "close a round": lambda project, folder: project.rounds.close("main"),
    "say who speaks": lambda project, folder: project.documents.set_speaker("A", "PA", participant="Asha"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_write_is_taken_back_and_brought_back_exactly(
    project: Project, tmp_path: Path, kind: str
) -> None:
    _code(project, "The door holds.", "Safety", memo="good")
    _code(project, "The door holds.", "Fear")
    _code(project, "I lie awake", "Fear", coder="ben", certainty="unsure")
    before = everything(project.store)
    KINDS[kind](project, tmp_path)
    after = everything(project.store)
    assert after != before
    done = project.history.list(limit=1)[0]

    undone = project.history.undo()
    assert undone == done
    assert everything(project.store) == before
    assert project.history.list(limit=1)[0].what == f"undo: {done.what}"

    assert project.history.redo() == done
    assert everything(project.store) == after
    assert project.history.list(limit=1)[0].what == f"redo: {done.what}"

    assert project.history.undo() == done
    assert everything(project.store) == before


def test_there_is_nothing_to_take_back_in_a_new_project(store: Store) -> None:
    assert store.undo(who="ana") is None
    assert store.redo(who="ana") is None


def test_redo_brings_back_undone_changes_one_by_one_and_then_nothing_more(project: Project) -> None:
    states = [everything(project.store)]
    for quote in ("I feel safe.", "Then I sleep.", "I lie awake"):
        _code(project, quote, "Sleep")
        states.append(everything(project.store))
    for state in reversed(states[:-1]):
        project.history.undo()
        assert everything(project.store) == state
    for state in states[1:]:
        assert project.history.redo() is not None
        assert everything(project.store) == state
    assert project.history.redo() is None
    assert project.history.redo() is None
    assert everything(project.store) == states[-1]


def test_redo_is_over_once_something_new_is_done(project: Project) -> None:
    _code(project, "I feel safe.", "Safety")
    project.history.undo()
    _code(project, "Then I sleep.", "Sleep")
    assert project.history.redo() is None
    assert [row.words for row in project.codings.rows()] == ["Then I sleep."]
    project.history.undo()
    assert project.history.redo() is not None
    assert project.history.redo() is None
    assert [row.words for row in project.codings.rows()] == ["Then I sleep."]


def test_a_change_that_later_work_stands_on_is_not_taken_back(project: Project) -> None:
    ana, ben = project, _as(project, "ben")
    quoted = ana.codings.add("A", "Safety", coder="ana", quote="The door holds.")
    ben.memos.add("quotation", quoted.quotation_ids[0], "Indeed?", coder="ben")
    before = everything(project.store)
    with pytest.raises(UndoConflictError) as error:
        ana.history.undo(mine_only=True)
    assert str(error.value) == (
        '"code a passage of A with "Safety"" cannot be taken back: later work stands on it '
        '("a memo on the quotation"). Nothing was changed.'
    )
    assert everything(project.store) == before


def test_a_codebook_with_later_codings_is_not_taken_back(project: Project) -> None:
    ben = _as(project, "ben")
    _code(ben, "The door holds.", "Safety", coder="ben")
    before = everything(project.store)
    with pytest.raises(UndoConflictError, match=r'later work stands on it \("later work that refers to it"\)'):
        project.history.undo(mine_only=True)
    assert everything(project.store) == before


def test_a_codebook_with_later_themes_is_not_taken_back(project: Project, tmp_path: Path) -> None:
    _as(project, "ben").themes.import_file(tmp_path / "themes.yaml")
    with pytest.raises(UndoConflictError, match='later work stands on it \\("the theme "Safety first""\\)'):
        project.history.undo(mine_only=True)
    assert len(project.themes.tree()) == 3


def test_a_change_of_rows_changed_again_is_not_taken_back(project: Project) -> None:
    ana, ben = project, _as(project, "ben")
    ana.codebooks.apply(edit_code(ana.codebooks.get(), "Fear", definition="Being afraid."))
    ben.codebooks.apply(rename_code(ben.codebooks.get(), "Fear", "Dread"))
    with pytest.raises(UndoConflictError, match=r'later work stands on it \("rename "Fear" to "Dread""\)'):
        ana.history.undo(mine_only=True)
    assert ana.codebooks.get().code("Dread").definition == "Being afraid."


def test_a_name_that_is_taken_meanwhile_stands_in_the_way(project: Project, tmp_path: Path) -> None:
    project.documents.remove("B")
    other = tmp_path / "other"
    other.mkdir()
    (other / "B.txt").write_text("I: Another.\n\nP: Yes.\n", encoding="utf-8")
    _as(project, "ben").documents.ingest([other])
    with pytest.raises(UndoConflictError, match='"remove B" cannot be taken back: later work stands on it'):
        project.history.undo(mine_only=True)
    assert [document.name for document in project.documents.list()] == ["A", "B"]


def test_what_was_changed_past_the_history_is_not_taken_back(project: Project) -> None:
    coding = _code(project, "The door holds.", "Safety")
    with project.store.write(who="nobody", what="x") as writing:
        from qualcode.storage import tables

        writing.delete(tables.codings, [coding])
        writing.entries.clear()
    with pytest.raises(UndoConflictError, match='later work stands on it \\("a change made elsewhere"\\)'):
        project.history.undo()


def test_my_own_latest_change_is_taken_back_past_those_of_others(project: Project) -> None:
    ana, ben = project, _as(project, "ben")
    mine = _code(ana, "The door holds.", "Safety")
    theirs = _code(ben, "Then I sleep.", "Sleep", coder="ben", document="B")
    undone = ana.history.undo(mine_only=True)
    assert undone is not None
    assert (undone.who, undone.what) == ("ana", 'code a passage of A with "Safety"')
    assert [row.coding_id for row in ana.codings.rows()] == [theirs]
    assert [round_.name for round_ in ana.rounds.list()] == ["main"], "the round is ben's by now"
    assert _as(project, "cem").history.undo(mine_only=True) is None
    assert ben.history.undo(mine_only=True) is not None
    assert ana.codings.rows() == []
    ana.history.redo()
    ana.history.redo()
    assert [row.coding_id for row in ana.codings.rows()] == [mine, theirs]


def test_a_round_that_others_have_coded_in_is_not_taken_back(project: Project) -> None:
    project.rounds.open("first")
    _code(_as(project, "ben"), "Then I sleep.", "Sleep", coder="ben")
    with pytest.raises(
        UndoConflictError, match='"open shared round "first"" cannot be taken back: later work stands on'
    ):
        project.history.undo(mine_only=True)
    assert [round_.name for round_ in project.rounds.list()] == ["first"]


def test_merging_codes_takes_codings_memos_and_themes_along_and_doubles_nothing(
    project: Project, tmp_path: Path
) -> None:
    project.themes.import_file(tmp_path / "themes.yaml")
    _code(project, "The door holds.", "Safety")
    double = _code(project, "The door holds.", "Sleep")
    moved = _code(project, "Then I sleep.", "Sleep")
    other_coder = _code(project, "The door holds.", "Sleep", coder="ben")
    sleep = project.codebooks.get().code("Sleep")
    project.memos.add("code", sleep.id, "of the night")
    project.memos.add("coding", double, "sure?")
    before = everything(project.store)

    book = project.codebooks.apply(merge_codes(project.codebooks.get(), ["Sleep"], "Safety"))
    safety = book.code("Safety")
    rows = project.codings.rows()
    assert [(row.words, row.code, row.coder) for row in rows] == [
        ("The door holds.", "Safety", "ana"),
        ("The door holds.", "Safety", "ben"),
        ("Then I sleep.", "Safety", "ana"),
    ]
    assert {moved, other_coder} < {row.coding_id for row in rows}
    assert project.codings.frequencies()["Safety"] == 3
    assert [memo.text for memo in project.memos.list("code", safety.id)] == ["of the night"]
    assert [memo.text for memo in project.memos.list("coding", rows[0].coding_id)] == ["sure?"]
    assert project.themes.tree().theme("Rest").only == (safety.id,)
    project.history.undo()
    assert everything(project.store) == before


def test_a_large_change_is_taken_back_whole(project: Project) -> None:
    length = len(project.documents.text("A"))
    before = everything(project.store)
    spans = [Span(start, end) for start in range(0, 40) for end in range(start + 1, length, 7)][:700]
    project.codings.add_many([NewCoding("A", span, ["Fear"]) for span in spans], coder="ana")
    assert len(project.codings.rows()) == 700
    project.history.undo()
    assert everything(project.store) == before
    project.history.redo()
    assert len(project.codings.rows()) == 700


def test_a_retired_code_and_a_new_one_are_taken_back_in_turn(project: Project) -> None:
    before = everything(project.store)
    project.codebooks.apply(retire_code(project.codebooks.get(), "Fear"))
    project.codebooks.apply(add_code(project.codebooks.get(), "Hope", parent="Needs"))
    assert [one.version for one in project.codebooks.versions()] == [3, 2, 1]
    project.history.undo()
    project.history.undo()
    assert [one.version for one in project.codebooks.versions()] == [1]
    assert everything(project.store) == before
