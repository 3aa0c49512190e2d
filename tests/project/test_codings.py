"""Codes put on passages, by their words or their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook import merge_codes, retire_code
from qualcode.errors import (
    CodebookChoiceError,
    CodeNotFoundError,
    CodeRetiredError,
    EmptySpanError,
    NoCodebookError,
    PositionOutsideTextError,
    QuoteAmbiguousError,
    QuoteElsewhereError,
    QuoteNotExactError,
    QuoteNotFoundError,
    UnknownChoiceError,
)
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.text import Span


def test_a_coding_tells_everything_about_itself(project: Project) -> None:
    added = project.codings.add(
        "A", "emotional  SAFETY", coder="ana", quote="मुझे डर नहीं लगता।", certainty="unsure", memo="doubtful"
    )
    (row,) = project.codings.rows()
    text = project.documents.text("A")
    assert row.words == text[row.start : row.end] == "मुझे डर नहीं लगता।"
    assert (row.document, row.code, row.code_path) == ("A", "Emotional safety", "Needs > Safety > Emotional safety")
    assert (row.coder, row.round, row.certainty, row.memo) == ("ana", "main", "unsure", "doubtful")
    assert row.speaker == "PA"
    assert added.coding_ids == (row.coding_id,)
    assert added.quotation_ids == (row.quotation_id,)
    assert added.already == 0
    frame = project.codings.frame(document="a", coder="ANA", code="Emotional safety", round_name="main")
    assert frame["words"].tolist() == ["मुझे डर नहीं लगता।"]


def test_words_that_stand_twice_are_refused_with_their_places(project: Project) -> None:
    with pytest.raises(QuoteAmbiguousError) as error:
        project.codings.add("A", "Safety", coder="ana", quote="I feel safe")
    text = project.documents.text("A")
    first, second = text.index("I feel safe"), text.rindex("I feel safe")
    assert str(error.value).startswith(
        f'The words "I feel safe" stand in 2 places of A. Quote more words, or choose the place:\n  --start {first}  … '
    )
    assert f"--start {second}" in str(error.value)
    project.codings.add("A", "Safety", coder="ana", quote="I feel safe", start=second)
    assert [row.start for row in project.codings.rows()] == [second]


def test_words_that_are_only_nearly_there_are_taken_when_asked(project: Project) -> None:
    quote = "At night I lay awake. Then I count"
    with pytest.raises(QuoteNotExactError) as error:
        project.codings.add("A", "Sleep", coder="ana", quote=quote)
    assert 'the nearest are "At night I lie awake. Then I count' in str(error.value)
    assert '% alike; you wrote "lay", there stands "lie"). Use those words, or add --fuzzy to take the nearest.' in str(
        error.value
    )
    project.codings.add("A", "Sleep", coder="ana", quote=quote, fuzzy=True)
    assert project.codings.rows()[0].words.startswith("At night I lie awake.")


def test_words_that_are_not_there_are_refused(project: Project) -> None:
    with pytest.raises(QuoteNotFoundError) as error:
        project.codings.add("A", "Sleep", coder="ana", quote="We went to the sea.")
    assert str(error.value) == (
        'The words "We went to the sea." are not in A. Copy them from the transcript (`qualcode documents A` shows it).'
    )


def test_a_place_outside_the_text_is_refused(project: Project) -> None:
    length = len(project.documents.text("A"))
    with pytest.raises(PositionOutsideTextError, match=f"Position {length + 1} lies outside the text, which runs"):
        project.codings.add("A", "Sleep", coder="ana", start=0, end=length + 1)
    with pytest.raises(PositionOutsideTextError):
        project.codings.add("A", "Sleep", coder="ana", start=-1, end=4)
    with pytest.raises(EmptySpanError, match="covers no character"):
        project.codings.add("A", "Sleep", coder="ana", start=4, end=4)
    assert project.coders.list() == []


def test_the_same_coding_twice_counts_as_there_already(project: Project) -> None:
    first = project.codings.add("A", ["Fear", "Sleep"], coder="ana", quote="I lie awake", memo="so")
    again = project.codings.add("A", ["Fear", "Safety", "fear"], coder="ana", quote="I lie awake", memo="so")
    assert (len(again.coding_ids), again.already, again.quotation_ids) == (1, 2, first.quotation_ids)
    assert {row.code: row.memo for row in project.codings.rows()} == {"Fear": "so", "Safety": "so", "Sleep": "so"}
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake", memo="and so")
    assert project.codings.rows()[0].memo == "so\nand so"


def test_two_coders_may_mark_the_same_passage(project: Project) -> None:
    ana = project.codings.add("A", "Fear", coder="ana", quote="I lie awake", memo="hers")
    ben = project.codings.add("A", "Fear", coder="ben", quote="I lie awake")
    assert ana.quotation_ids != ben.quotation_ids
    assert ben.already == 0
    assert [(row.coder, row.memo) for row in project.codings.rows()] == [("ana", "hers"), ("ben", "")]
    assert project.codings.frequencies() == {
        "Needs": 0, "Safety": 0, "Physical safety": 0, "Emotional safety": 0, "Sleep": 0, "Fear": 2
    }  # fmt: skip


def test_many_codings_are_all_made_or_none(project: Project) -> None:
    wanted = [NewCoding("A", Span(0, 5), ["Fear"]), NewCoding("B", Span(3, 9), ["Sleep"], "unsure", "m")]
    with pytest.raises(CodeNotFoundError) as error:
        project.codings.add_many([*wanted, NewCoding("A", Span(0, 5), ["Fera"])], coder="ana")
    assert str(error.value) == (
        'No code named "Fera" in codebook "small". Did you mean "Fear"? List them with `qualcode codebook show`.'
    )
    assert project.codings.rows() == []
    project.codings.add_many(wanted, coder="ana", reason="a test")
    change = project.history.list(limit=1)[0]
    assert (change.what, change.reason) == ("code 2 passages", "a test")
    assert [(row.document, row.certainty, row.memo) for row in project.codings.rows()] == [
        ("A", "sure", ""),
        ("B", "unsure", "m"),
    ]


def test_a_certainty_that_there_is_not_is_refused(project: Project) -> None:
    with pytest.raises(UnknownChoiceError, match='There is no certainty "maybe"; there is sure, unsure'):
        project.codings.add("A", "Fear", coder="ana", start=0, end=4, certainty="maybe")  # type: ignore[arg-type]


def test_a_retired_code_takes_no_codings_but_keeps_those_it_has(project: Project) -> None:
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    (coding,) = project.codings.add("A", "Sleep", coder="ana", quote="Then I sleep.").coding_ids
    project.codebooks.apply(retire_code(project.codebooks.get(), "Fear"))
    for write in (
        lambda: project.codings.add("A", "fear", coder="ana", quote="Then I sleep."),
        lambda: project.codings.recode([coding], "Fear"),
    ):
        with pytest.raises(
            CodeRetiredError, match=r'The code "Fear" is retired and takes no new codings. Bring it back'
        ):
            write()
    assert [row.code for row in project.codings.rows()] == ["Fear", "Sleep"]


def test_codings_are_taken_away_with_quotations_that_carry_nothing_else(project: Project) -> None:
    plain = project.codings.add("A", ["Fear", "Sleep"], coder="ana", quote="I lie awake")
    noted = project.codings.add("A", "Fear", coder="ana", quote="Then I sleep.", memo="keep")
    project.memos.add("coding", plain.coding_ids[0], "why")
    assert project.codings.remove([*plain.coding_ids, *noted.coding_ids, "nobody"], reason="wrong") == 3
    assert project.codings.rows() == []
    assert [memo.text for memo in project.memos.list()] == ["keep"], "a memo on a passage keeps the passage"
    assert project.history.list(limit=1)[0].what == "remove 4 codings"
    assert project.codings.remove(["nobody"]) == 0
    again = project.codings.add("A", "Fear", coder="ana", quote="Then I sleep.")
    assert again.quotation_ids == noted.quotation_ids


def test_codings_are_given_another_code_and_none_twice(project: Project) -> None:
    one = project.codings.add("A", ["Fear", "Sleep"], coder="ana", quote="I lie awake").coding_ids
    two = project.codings.add("A", "Fear", coder="ana", quote="Then I sleep.").coding_ids
    assert project.codings.recode([one[0], *two, "nobody"], "Sleep", reason="finer") == 2
    assert [(row.words, row.code) for row in project.codings.rows()] == [
        ("I lie awake", "Sleep"),
        ("Then I sleep.", "Sleep"),
    ]
    assert project.history.list(limit=1)[0].what == 'recode 2 to "Sleep"'
    assert project.codings.recode([*two], "Sleep") == 0


def test_codings_are_asked_for_with_the_codes_below(project: Project) -> None:
    for code, quote in (("Safety", "The door holds."), ("Physical safety", "I lie awake"), ("Fear", "Then I sleep.")):
        project.codings.add("A", code, coder="ana", quote=quote)
    assert [row.code for row in project.codings.rows(code="Safety")] == ["Safety"]
    assert [row.code for row in project.codings.rows(code="Needs", below=True)] == ["Safety", "Physical safety"]
    assert len(project.codings.rows(codebook="small")) == 3


def test_without_a_codebook_nothing_can_be_coded(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_text("I: And?\n\nP: Good.\n", encoding="utf-8")
    with Project.create(tmp_path / "study.qualcode") as project:
        project.documents.ingest([tmp_path / "A.txt"])
        with pytest.raises(NoCodebookError, match=r"The project has no codebook yet. Read one in with"):
            project.codings.add("A", "Fear", coder="ana", quote="Good.")
        project.codings.add("A", [], coder="ana", quote="Good.")
        assert project.codings.rows() == []
        assert project.history.list(limit=1)[0].what == "mark a passage of A"


@pytest.fixture
def lists(tmp_path: Path) -> Project:
    """Give a project in which ana and ben have lists of their own, with a code of the same name in both."""
    (tmp_path / "A.txt").write_text("I: And?\n\nP: Good. It was good.\n", encoding="utf-8")
    project = Project.create(tmp_path / "study.qualcode")
    project.documents.ingest([tmp_path / "A.txt"])
    for who, only in (("ana", "Calm"), ("ben", "Peace")):
        (tmp_path / f"{who}.yaml").write_text(f"codebook: {who}-pilot\ncodes: [Good, {only}]\n", encoding="utf-8")
        project.codebooks.import_file(tmp_path / f"{who}.yaml", owner=who)
    return project


def test_a_coder_with_an_own_list_codes_with_it(lists: Project) -> None:
    with lists as project:
        project.codings.add("A", "Good", coder="Ben", quote="Good.")
        project.codings.add("A", "Good", coder="ana", quote="Good.")
        assert [row.coder for row in project.codings.rows(codebook="ben-pilot")] == ["Ben"]
        assert [row.coder for row in project.codings.rows(codebook="ana-pilot")] == ["ana"]
        project.codings.add("A", "Peace", coder="ana", quote="It was good.")
        with pytest.raises(CodebookChoiceError) as error:
            project.codings.add("A", "Good", coder="cem", quote="Good.")
        assert str(error.value) == (
            "The project has several codebooks (ana-pilot, ben-pilot); say which with `--codebook NAME`."
        )
        project.codings.add("A", "Good", coder="cem", quote="Good.", codebook="ben-pilot")


def test_the_shared_codebook_comes_before_own_lists(lists: Project, tmp_path: Path) -> None:
    with lists as project:
        (tmp_path / "master.yaml").write_text("codebook: master\ncodes: [Good, Bad]\n", encoding="utf-8")
        project.codebooks.import_file(tmp_path / "master.yaml")
        project.codings.add("A", "Good", coder="ana", quote="Good.")
        assert len(project.codings.rows(codebook="master")) == 1
        with pytest.raises(CodeNotFoundError, match='in codebook "master"'):
            project.codings.add("A", "Ugly", coder="ana", quote="Good.")
        (tmp_path / "second.yaml").write_text("codebook: second\ncodes: [Good]\n", encoding="utf-8")
        project.codebooks.import_file(tmp_path / "second.yaml")
        with pytest.raises(CodebookChoiceError, match=r"\(master, second\)"):
            project.codings.add("A", "Good", coder="ben", quote="Good.")
        project.codings.add("A", "Bad", coder="ben", quote="Good.")


def test_merged_codes_keep_their_codings(project: Project) -> None:
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    project.codebooks.apply(merge_codes(project.codebooks.get(), ["Fear"], "Safety"), reason="the same")
    assert [(row.code, row.code_path) for row in project.codings.rows()] == [("Safety", "Needs > Safety")]


def test_words_that_stand_elsewhere_are_told_with_their_places(project: Project) -> None:
    text = project.documents.text("A")
    first = text.index("I feel safe")
    second = text.index("I feel safe", first + 1)
    assert project.codings.place("A", quote="I feel safe", start=second).start == second
    with pytest.raises(QuoteElsewhereError) as error:
        project.codings.place("A", quote="I feel safe", start=2800)
    assert str(error.value) == f"The words stand in A, but not at 2800: they begin at {first} and {second}."
    with pytest.raises(QuoteNotFoundError, match="are not in A"):
        project.codings.place("A", quote="We went to the sea.", start=2800)


def test_a_retired_code_is_named_in_the_command_that_brings_it_back(project: Project) -> None:
    project.codebooks.apply(retire_code(project.codebooks.get(), "Fear"))
    with pytest.raises(CodeRetiredError, match='`qualcode codebook retire "Fear" --undo`'):
        project.codings.add("A", "fear", coder="ana", quote="Then I sleep.")


def test_codes_are_given_back_by_their_own_names(project: Project) -> None:
    added = project.codings.add("A", ["fear", "SLEEP", "Fear"], coder="ana", quote="Then I sleep.")
    assert added.codes == ("Fear", "Sleep")
    assert project.history.list()[0].what == 'code a passage of A with "Fear", "Sleep"'
