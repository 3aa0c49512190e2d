from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from qualcode.codebook import (
    Codebook,
    add_code,
    codebook_id,
    diff_codebooks,
    edit_code,
    merge_codes,
    move_code,
    rename_code,
    retire_code,
    split_code,
)
from tests.codebook.books import A_FEW, codebooks, make_code, small_book

BOOK = small_book()
NEEDS, SAFETY, TRUST, CARE, TIME = BOOK.codes


@given(codebooks())
@A_FEW
def test_equal_codebooks_do_not_differ(book: Codebook) -> None:
    assert diff_codebooks(book, replace(book)) == ()
    assert diff_codebooks(book, replace(book, name="other", version=9, owner="ben")) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (add_code(BOOK, "Food", parent="Safety"), ['added "Needs > Safety > Food"']),
        (rename_code(BOOK, "Safety", "Being safe"), ['renamed "Safety" to "Being safe"']),
        (rename_code(BOOK, "Time", "time"), ['renamed "Time" to "time"']),
        (move_code(BOOK, "Trust", "Time"), ['moved "Trust" under "Time"']),
        (move_code(BOOK, "Safety", None), ['moved "Safety" to the top']),
        (retire_code(BOOK, "Time"), ['retired "Time"']),
        (
            edit_code(BOOK, "Time", definition="Hours.", keywords=("gate",), when_not_to_use="Never."),
            [
                'definition of "Time": nothing became "Hours."',
                'when not to use of "Time": nothing became "Never."',
                'keywords of "Time": "gate, late" became "gate"',
            ],
        ),
        (edit_code(BOOK, "Care", colour=""), ['colour of "Care": "#1b6ca8" became nothing']),
        (
            merge_codes(BOOK, ["Safety"], "Needs"),
            [
                'keywords of "Needs": nothing became "safe, gate"',
                'memo of "Needs": nothing became "Merged from "Safety" Talk about it."',
                'moved "Trust" under "Needs"',
                'removed "Needs > Safety"',
            ],
        ),
        (split_code(BOOK, "Time", ["Hours", "Years"]), ['added "Hours"', 'added "Years"']),
        (move_code(BOOK, "Safety", "Needs"), ["the order of the codes changed"]),
    ],
    ids=lambda case: case.what if hasattr(case, "what") else "",
)
def test_each_kind_of_change_is_said_in_words(change: Any, said: list[str]) -> None:
    assert list(diff_codebooks(BOOK, change.codebook)) == said


def test_a_code_brought_back_is_said() -> None:
    assert diff_codebooks(retire_code(BOOK, "Time").codebook, BOOK) == ('brought back "Time"',)


def test_what_the_codebook_says_of_itself_is_compared_too() -> None:
    assert diff_codebooks(BOOK, replace(BOOK, title="Needs", source="Ours", language="en")) == (
        'title of the codebook: nothing became "Needs"',
        'source of the codebook: nothing became "Ours"',
        'language of the codebook: nothing became "en"',
    )


def test_several_changes_are_all_said_also_of_one_code_and_of_the_order() -> None:
    book = rename_code(BOOK, "Trust", "Faith").codebook
    book = move_code(book, "Faith", "Time").codebook
    book = move_code(book, "Needs", None).codebook
    assert diff_codebooks(BOOK, book) == (
        'renamed "Trust" to "Faith"',
        'moved "Faith" under "Time"',
        "the order of the codes changed",
    )


def test_codes_that_come_and_go_do_not_look_like_another_order() -> None:
    first = make_code(BOOK, "Food")
    book = replace(BOOK, codes=(first, NEEDS, CARE, TIME))
    assert diff_codebooks(BOOK, book) == (
        'added "Food"',
        'removed "Needs > Safety"',
        'removed "Needs > Safety > Trust"',
    )


def test_a_child_of_a_renamed_parent_has_not_moved_and_one_of_a_namesake_has() -> None:
    renamed = rename_code(BOOK, "Needs", "Wants").codebook
    assert diff_codebooks(BOOK, renamed) == ('renamed "Needs" to "Wants"',)
    other = add_code(renamed, "Needs").codebook
    moved = move_code(other, "Care", "Needs").codebook
    assert 'moved "Care" under "Needs"' in diff_codebooks(BOOK, moved)


def test_codes_of_two_files_written_apart_are_the_same_when_their_names_are() -> None:
    other_id = codebook_id("other")
    needs = make_code(other_id, "needs", definition="What clients need.")
    care = make_code(other_id, "Care", needs)
    other = Codebook(other_id, "other", (needs, care, make_code(other_id, "Food")))
    assert diff_codebooks(BOOK, other) == (
        'renamed "Needs" to "needs"',
        'colour of "Care": "#1b6ca8" became nothing',
        'added "Food"',
        'removed "Needs > Safety"',
        'removed "Needs > Safety > Trust"',
        'removed "Time"',
    )
