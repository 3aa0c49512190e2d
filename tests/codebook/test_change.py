from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import (
    Code,
    Codebook,
    CodebookChange,
    add_code,
    diff_codebooks,
    edit_code,
    merge_codes,
    move_code,
    new_code_id,
    parse_codebook,
    rename_code,
    retire_code,
    split_code,
    tree_issues,
    tree_order,
    write_codebook,
)
from qualcode.errors import CodebookChangeError, CodeNotFoundError
from tests.codebook.books import A_FEW, NAME, make_code, small_book

BOOK = small_book()
NEEDS, SAFETY, TRUST, CARE, TIME = BOOK.codes


def _names(change: CodebookChange) -> list[str]:
    return [change.codebook.path(code).removeprefix("Needs > ") for code in change.codebook]


def _refused(change: Any, *args: Any, **fields: Any) -> str:
    with pytest.raises(CodebookChangeError) as caught:
        change(BOOK, *args, **fields)
    return str(caught.value)


def test_an_added_code_comes_last_below_its_parent() -> None:
    change = add_code(BOOK, " Food ", parent="safety", definition=" To eat. ")
    food = make_code(BOOK, "Food", SAFETY, definition="To eat.")
    assert change == CodebookChange(
        replace(BOOK, codes=(NEEDS, SAFETY, TRUST, food, CARE, TIME)), 'add "Food" under "Safety"'
    )
    top = add_code(BOOK, "Food")
    assert (top.codebook.codes[-1], top.what) == (make_code(BOOK, "Food"), 'add "Food" at the top')


def test_two_coders_who_add_the_same_code_make_one_code() -> None:
    assert add_code(BOOK, "Food").codebook.codes[-1].id == add_code(BOOK, "FOOD", parent="Time").codebook.codes[-1].id


def test_a_name_that_a_renamed_code_has_left_gets_a_new_id() -> None:
    renamed = rename_code(BOOK, "Care", "Concern").codebook
    again = add_code(renamed, "Care").codebook
    assert again.code("Concern").id == CARE.id != again.code("Care").id
    assert new_code_id(renamed, "Care") != new_code_id(renamed, "Care")
    assert tree_issues(again) == ()


@pytest.mark.parametrize("change", [add_code, lambda book, name: rename_code(book, "Care", name)])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("TRUST", '"small" already has a code "Trust"; choose another name or merge the two'),
        ("Needs > Care", '">" between spaces stands for levels of the tree and cannot be in a name'),
        ("", "a code has no name; give it one"),
        ("A\nB", "a name is one line"),
    ],
)
def test_a_name_that_cannot_be_is_refused(change: Any, name: str, reason: str) -> None:
    assert _refused(change, name) == f"The codebook was not changed: {reason}."


def test_an_edited_code_has_the_new_fields_and_all_the_others() -> None:
    change = edit_code(BOOK, "Needs > Safety", keywords=["safe"], colour="#abc", when_to_use=" Now. ")
    edited = replace(SAFETY, keywords=("safe",), colour="#aabbcc", when_to_use="Now.")
    assert change == CodebookChange(
        replace(BOOK, codes=(NEEDS, edited, TRUST, CARE, TIME)), 'edit colour, keywords, when to use of "Safety"'
    )
    assert edit_code(BOOK, "Time", keywords="late").codebook.code("Time").keywords == ("late",)


def test_a_field_that_codes_lack_is_refused() -> None:
    assert _refused(edit_code, "Time", retired=True, parent_id="y") == (
        "The codebook was not changed: a code has no field parent_id, retired; it has colour, definition, example, "
        "keywords, memo, when_not_to_use, when_to_use."
    )


def test_a_colour_that_is_none_is_refused() -> None:
    assert _refused(edit_code, "Time", colour="blue") == (
        'The codebook was not changed: "blue" is no colour; write it as "#1b6ca8".'
    )


def test_a_renamed_code_stays_the_same_code_in_its_place() -> None:
    change = rename_code(BOOK, "safety", " Being safe ")
    renamed = replace(SAFETY, name="Being safe")
    assert change == CodebookChange(
        replace(BOOK, codes=(NEEDS, renamed, TRUST, CARE, TIME)), 'rename "Safety" to "Being safe"'
    )
    assert rename_code(BOOK, "Safety", "SAFETY").codebook.code("safety").name == "SAFETY"


def test_another_spelling_of_the_same_name_is_held_to_one_line_too() -> None:
    assert "a name is one line" in _refused(rename_code, "Time", "Ti\nme")
    book = add_code(BOOK, "Lack of time").codebook
    with pytest.raises(CodebookChangeError, match="a name is one line"):
        rename_code(book, "Lack of time", "Lack of\ntime")


def test_a_moved_code_takes_everything_below_it_along_and_comes_last() -> None:
    change = move_code(BOOK, "Safety", "Time")
    assert change.what == 'move "Safety" under "Time"'
    assert [change.codebook.path(code) for code in change.codebook] == [
        "Needs", "Needs > Care", "Time", "Time > Safety", "Time > Safety > Trust",
    ]  # fmt: skip
    assert {code.id for code in change.codebook} == {code.id for code in BOOK}
    top = move_code(BOOK, "Safety", None)
    assert (top.what, _names(top)) == (
        'move "Safety" to the top',
        ["Needs", "Care", "Time", "Safety", "Safety > Trust"],
    )


@pytest.mark.parametrize("below", ["Needs", "Safety", "Trust"])
def test_a_code_cannot_stand_under_itself(below: str) -> None:
    assert _refused(move_code, "Needs", below) == (
        f'The codebook was not changed: "Needs" cannot stand under "{below}", which is the same code or below it.'
    )


def test_merged_codes_leave_their_codings_children_keywords_and_memos_to_the_one_that_stays() -> None:
    change = merge_codes(BOOK, ["Safety", "Care", "safety"], "Time")
    time = replace(
        TIME, keywords=("gate", "late", "safe"), memo='Merged from "Safety" Talk about it.\nMerged from "Care"'
    )
    assert change == CodebookChange(
        replace(BOOK, codes=(NEEDS, time, replace(TRUST, parent_id=TIME.id))),
        'merge "Safety", "Care" into "Time"',
        {SAFETY.id: TIME.id, CARE.id: TIME.id},
    )


def test_merging_codes_keeps_both_memos_and_what_the_merged_code_meant() -> None:
    merged = merge_codes(edit_code(BOOK, "Trust", memo="Ask Ben.").codebook, ["Trust"], "Safety").codebook
    assert merged.code("Safety").memo == 'Talk about it.\nMerged from "Trust": Relying on somebody. Ask Ben.'


def test_a_code_may_be_merged_into_its_parent_but_not_into_what_is_below_it() -> None:
    assert _names(merge_codes(BOOK, ["Safety"], "Needs")) == ["Needs", "Trust", "Care", "Time"]
    assert _refused(merge_codes, ["Needs"], "Trust") == (
        'The codebook was not changed: "Trust" stands under "Needs"; move it out before merging.'
    )


@pytest.mark.parametrize("names", [[], ["Time"], ["time", "TIME"]])
def test_merging_a_code_with_itself_is_refused(names: list[str]) -> None:
    assert _refused(merge_codes, names, "Time") == (
        'The codebook was not changed: there is nothing to merge into "Time"; name at least one other code.'
    )


def test_the_parts_of_a_split_code_stand_beside_it_and_its_codings_stay() -> None:
    change = split_code(BOOK, "Safety", [" Locks ", "Calm"])
    parts = tuple(make_code(BOOK, name, NEEDS, memo='Split from "Safety".') for name in ("Locks", "Calm"))
    assert change == CodebookChange(
        replace(BOOK, codes=(NEEDS, SAFETY, TRUST, *parts, CARE, TIME)), 'split "Safety" into "Locks", "Calm"'
    )
    assert change.recode == {}


def test_a_split_into_one_or_into_names_in_use_is_refused() -> None:
    assert _refused(split_code, "Time", ["Hours"]) == (
        'The codebook was not changed: to split "Time", name at least two new codes.'
    )
    assert 'already has a code "Hours"' in _refused(split_code, "Time", ["Hours", "hours"])
    assert 'already has a code "Care"' in _refused(split_code, "Time", ["Hours", "Care"])


def test_a_retired_code_stays_and_can_be_brought_back() -> None:
    change = retire_code(BOOK, "Time")
    assert change == CodebookChange(
        replace(BOOK, codes=(*BOOK.codes[:4], replace(TIME, retired=True))), 'retire "Time"'
    )
    assert retire_code(change.codebook, "Time", retired=False) == CodebookChange(BOOK, 'bring back "Time"')


@pytest.mark.parametrize(
    "change",
    [
        lambda: add_code(BOOK, "New", parent="Tim"),
        lambda: edit_code(BOOK, "Tim"),
        lambda: rename_code(BOOK, "Tim", "New"),
        lambda: move_code(BOOK, "Tim", None),
        lambda: move_code(BOOK, "Time", "Tim"),
        lambda: merge_codes(BOOK, ["Tim"], "Time"),
        lambda: merge_codes(BOOK, ["Time"], "Tim"),
        lambda: split_code(BOOK, "Tim", ["A", "B"]),
        lambda: retire_code(BOOK, "Tim"),
    ],
)
def test_every_change_of_a_code_that_is_not_there_tells_the_nearest(change: Any) -> None:
    with pytest.raises(CodeNotFoundError, match=r'No code named "Tim" .* Did you mean "Time"\?'):
        change()


@st.composite
def changes(draw: st.DrawFn, book: Codebook) -> CodebookChange | None:
    """Draw a change of a codebook; None if it was refused."""
    name = st.one_of(NAME, st.sampled_from([code.name for code in BOOK]))
    known = st.sampled_from([code.name for code in book]) if book.codes else name
    kind = draw(st.sampled_from(["add", "edit", "rename", "move", "merge", "split", "retire"]))
    try:
        if kind == "add":
            return add_code(book, draw(name), parent=draw(st.one_of(st.none(), known)))
        if kind == "edit":
            return edit_code(book, draw(known), memo=draw(name), keywords=draw(st.lists(NAME, max_size=2, unique=True)))
        if kind == "rename":
            return rename_code(book, draw(known), draw(name))
        if kind == "move":
            return move_code(book, draw(known), draw(st.one_of(st.none(), known)))
        if kind == "merge":
            return merge_codes(book, draw(st.lists(known, max_size=3)), draw(known))
        if kind == "split":
            return split_code(book, draw(known), draw(st.lists(name, max_size=3)))
        return retire_code(book, draw(known), retired=draw(st.booleans()))
    except CodebookChangeError:
        return None


@given(st.data())
@A_FEW
def test_any_sequence_of_changes_leaves_a_sound_tree_that_can_be_written(data: st.DataObject) -> None:
    book, text = BOOK, write_codebook(BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        change = data.draw(changes(book))
        if change is None:
            continue
        after = change.codebook
        assert tree_issues(after) == ()
        assert tree_order(after.codes) == after.codes
        gone = {code.id for code in book} - {code.id for code in after}
        assert gone == set(change.recode)
        assert set(change.recode.values()) <= {code.id for code in after}
        assert change.what
        assert (diff_codebooks(book, after) == ()) == (book == after)
        book, text = after, write_codebook(after, onto=text)
    assert parse_codebook(text).codebook == book


def test_a_code_without_anything_can_be_merged() -> None:
    book = Codebook("b", "b", (Code("1", "A"), Code("2", "B")))
    assert merge_codes(book, ["B"], "A").codebook.codes == (Code("1", "A", memo='Merged from "B"'),)
