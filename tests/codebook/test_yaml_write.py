from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import (
    Codebook,
    CodebookChange,
    add_code,
    edit_code,
    merge_codes,
    move_code,
    parse_codebook,
    read_codebook,
    rename_code,
    retire_code,
    split_code,
    tree_issues,
    write_codebook,
)
from qualcode.codebook.yaml_layout import comments_of
from tests.codebook.books import A_FEW, SHIPPED, codebooks, make_code, small_book

COMMENTED = """\
# at the top
codebook: small   # its name
title: A "small" one
codes:
  # the first list
  - name: Needs  # what they need
    # why
    definition: >-
      What clients
      need.

  # --- about safety
  - Safety   # on a line alone
  # --- about trust
  - Trust: Relying on somebody.   # short

  # --- about care
  - name: Care
    memo:
    colour: '#1b6ca8'
    # below care
    codes:
      - Kindness
      - 12.50   # a number
      # end of care
  - name: true
    version: 7
"""
COMMENTED = COMMENTED.replace("    version: 7\n", "    example: 'It''s so.'\n\n# at the bottom\n")


def _changed(change: CodebookChange) -> str:
    return write_codebook(change.codebook, onto=COMMENTED)


@given(codebooks())
@A_FEW
def test_a_written_codebook_is_read_back_unchanged(book: Codebook) -> None:
    parsed = parse_codebook(write_codebook(book))
    assert parsed.issues == ()
    assert parsed.codebook == book


@given(codebooks(), codebooks())
@A_FEW
def test_a_codebook_written_onto_any_other_is_read_back_unchanged(book: Codebook, other: Codebook) -> None:
    assert parse_codebook(write_codebook(book, onto=write_codebook(other))).codebook == book


@given(codebooks())
@A_FEW
def test_writing_onto_its_own_text_changes_nothing(book: Codebook) -> None:
    text = write_codebook(book)
    assert write_codebook(book, onto=text) == text


def test_a_codebook_is_written_as_a_person_would() -> None:
    book = small_book()
    book = retire_code(edit_code(book, "Trust", memo="One.\nTwo.").codebook, "Time").codebook
    assert write_codebook(replace(book, title="Needs: all", version=3, owner="ana")) == (
        "codebook: small\n"
        "title: 'Needs: all'\n"
        "owner: ana\n"
        "version: 3\n"
        "codes:\n"
        "  - name: Needs\n"
        "    definition: What clients need.\n"
        "    codes:\n"
        "      - name: Safety\n"
        "        keywords: [safe, gate]\n"
        "        memo: Talk about it.\n"
        "        codes:\n"
        "          - name: Trust\n"
        "            definition: Relying on somebody.\n"
        "            memo: |-\n"
        "              One.\n"
        "              Two.\n"
        "      - name: Care\n"
        "        colour: '#1b6ca8'\n"
        "  - name: Time\n"
        "    keywords: [gate, late]\n"
        "    retired: true\n"
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_codebooks_are_in_order_and_keep_their_very_characters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = read_codebook(path)
    assert len(book) > 10
    assert parse_codebook(text).issues == tree_issues(book.codes) == ()
    assert all(code.definition and code.when_to_use and code.when_not_to_use and code.example for code in book)
    assert write_codebook(book, onto=text) == text


def test_a_file_in_a_layout_of_its_own_keeps_its_very_characters() -> None:
    text = COMMENTED + "  # more\n"
    assert parse_codebook(text).issues == ()
    assert write_codebook(parse_codebook(text).codebook, onto=text) == text


@pytest.mark.parametrize(
    "text",
    [
        "codes:\n- Safety\n- name: Trust\n  retired: false\n",
        "codes:\n    - Safety   # a\n    - name: Trust\n      color: '#ABC'\n",
        "codes:\n  - name: 2011-04-18\n    keywords: a, b\n    memo: ~\n    description: [one, two]\n",
        "version: 007\ncodes:\n  - label: no\n    children: [yes, 1_000]\n  - Trust: {memo: a}\n",
    ],
)
def test_ways_of_writing_that_say_the_same_stay_as_they_are(text: str) -> None:
    named = "codebook: x\n" + text
    assert write_codebook(parse_codebook(named).codebook, onto=named) == named


def test_lines_that_people_broke_stay_broken() -> None:
    text = "codebook: x\ndescription: one\n  two three\n  four\ncodes:\n  - name: A\n    memo: 'it''s\n      so'\n"
    book = parse_codebook(text).codebook
    assert (book.description, book.codes[0].memo) == ("one two three four", "it's so")
    assert write_codebook(book, onto=text) == (
        "codebook: x\ndescription: >-\n  one\n  two three\n  four\ncodes:\n"
        "  - name: A\n    memo: >-\n      it's\n      so\n"
    )


def test_paragraphs_without_a_sign_for_them_keep_their_words() -> None:
    text = "codebook: x\ncodes:\n  - name: A\n    memo: one\n      two\n\n      three\n"
    book = parse_codebook(text).codebook
    assert book.codes[0].memo == "one two\nthree"
    assert parse_codebook(write_codebook(book, onto=text)).codebook == book


def test_a_long_text_is_broken_into_lines_that_can_be_compared() -> None:
    words = ("The speaker says that nobody asked. " * 8).strip()
    text = write_codebook(edit_code(small_book(), "Time", definition=words).codebook)
    assert "    definition: >-\n      The speaker says" in text
    assert max(map(len, text.splitlines())) <= 100


def test_windows_line_ends_are_written_as_line_feeds() -> None:
    text = COMMENTED.replace("\n", "\r\n")
    assert write_codebook(parse_codebook(text).codebook, onto=text) == COMMENTED


@pytest.mark.parametrize("onto", ["", " \n", "codes: [", "codes: [{name: A, nonsense: 1}]"])
def test_a_text_that_is_no_codebook_is_not_written_onto(onto: str) -> None:
    assert write_codebook(small_book(), onto=onto) == write_codebook(small_book())


BOOK = parse_codebook(COMMENTED).codebook
CHANGES = {
    "add": lambda book: add_code(book, "New", parent="Care", definition="d"),
    "add below a code alone": lambda book: add_code(book, "New", parent="Safety"),
    "add at the top": lambda book: add_code(book, "New"),
    "edit": lambda book: edit_code(book, "Care", memo="One.\n# Two."),
    "edit a short one": lambda book: edit_code(book, "Trust", definition="Other."),
    "empty": lambda book: edit_code(book, "Needs", definition=""),
    "rename": lambda book: rename_code(book, "Needs", "Wants"),
    "rename a short one": lambda book: rename_code(book, "Trust", "Faith"),
    "rename a code alone": lambda book: rename_code(book, "Safety", "Being safe"),
    "rename a number": lambda book: rename_code(book, "12.50", "Money"),
    "move down": lambda book: move_code(book, "Trust", "Care"),
    "move up": lambda book: move_code(book, "12.50", None),
    "move a tree": lambda book: move_code(book, "Care", "Safety"),
    "merge": lambda book: merge_codes(book, ["Trust", "Safety"], "Care"),
    "merge a parent": lambda book: merge_codes(book, ["Care"], "Needs"),
    "merge the last": lambda book: merge_codes(book, ["true"], "Needs"),
    "split": lambda book: split_code(book, "Care", ["Food", "Sleep"]),
    "retire": lambda book: retire_code(book, "Safety"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_comment_is_lost_and_every_change_is_in_the_file(change: str) -> None:
    after = CHANGES[change](BOOK).codebook
    text = write_codebook(after, onto=COMMENTED)
    assert parse_codebook(text).codebook == after
    before = Counter(comments_of(COMMENTED))
    assert sum(before.values()) == 14
    assert Counter(comments_of(text)) == before


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_change_of_a_shipped_codebook_adds_a_line_and_touches_no_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = read_codebook(path)
    for after in (add_code(book, "New").codebook, retire_code(book, book.codes[1].name).codebook):
        written = write_codebook(after, onto=text)
        assert parse_codebook(written).codebook == after
        lines = written.splitlines()
        assert not Counter(text.splitlines()) - Counter(lines)
        assert len(lines) == len(text.splitlines()) + 1


def test_a_comment_above_a_code_goes_where_the_code_goes() -> None:
    text = _changed(move_code(BOOK, "Trust", "Care"))
    assert "      # end of care\n  # --- about trust\n      - Trust: Relying on somebody. # short\n" in text
    assert "  - Safety   # on a line alone\n\n  # --- about care\n  - name: Care\n" in text


def test_a_comment_above_the_next_code_stays_below_a_field_added_before_it() -> None:
    text = _changed(edit_code(BOOK, "Trust", memo="m"))
    assert (
        "  - name: Trust                   # short\n    definition: Relying on somebody.\n    memo: m\n"
        "\n  # --- about care\n"
    ) in text


def test_comments_of_a_code_that_is_gone_stand_at_the_end() -> None:
    text = _changed(merge_codes(BOOK, ["Trust"], "Safety"))
    assert text.endswith("# at the bottom\n# --- about trust\n# short\n")


def test_a_line_of_a_text_that_looks_like_a_comment_is_none() -> None:
    text = "codebook: x\ncodes:\n  - name: A\n    memo: |-\n      # heading\n      a # b\n"
    assert comments_of(text) == []
    after = edit_code(parse_codebook(text).codebook, "A", memo="")
    assert write_codebook(after.codebook, onto=text) == "codebook: x\ncodes:\n  - name: A\n"


def test_codes_written_as_a_mapping_become_a_list_with_their_comments() -> None:
    text = "codebook: x\ncodes:\n  # first\n  Safety: Being safe.  # a\n  # second\n  Trust: [Faith]\n"
    book = parse_codebook(text).codebook
    written = write_codebook(book, onto=text)
    assert parse_codebook(written).codebook == book
    assert sorted(comments_of(written)) == ["# a", "# first", "# second"]


def test_a_bare_list_of_codes_gets_its_heading() -> None:
    text = "# mine\n- Safety  # a\n- Trust\n"
    book = parse_codebook(text, default_name="x").codebook
    written = write_codebook(book, onto=text)
    assert parse_codebook(written).codebook == book
    assert sorted(comments_of(written)) == ["# a", "# mine"]
    assert written.startswith("codebook: x\n")


def test_a_layout_with_shared_texts_still_says_what_the_codebook_says() -> None:
    text = "codebook: x\ncodes:\n  - name: A\n    memo: &m Both.  # shared\n  - name: B\n    memo: *m\n"
    book = parse_codebook(text).codebook
    assert write_codebook(book, onto=text) == text
    changed = edit_code(book, "A", memo="Own.").codebook
    written = write_codebook(changed, onto=text)
    assert parse_codebook(written).codebook == changed
    assert set(comments_of(written)) == {"# shared"}


def test_an_empty_codebook_can_be_written_and_read() -> None:
    book = parse_codebook("codebook: x\ncodes: []\n").codebook
    assert write_codebook(book) == "codebook: x\ncodes: []\n"
    assert add_code(book, "A").codebook.codes == (make_code(book, "A"),)


@given(codebooks(), st.sampled_from(["# one", "# two: 'x'", "#"]), st.integers(0, 200))
@A_FEW
def test_a_comment_put_anywhere_between_lines_survives_a_new_field(book: Codebook, comment: str, line: int) -> None:
    lines = write_codebook(book).splitlines()
    lines.insert(line % (len(lines) + 1), comment)
    onto = "\n".join(lines) + "\n"
    if not book.codes or parse_codebook(onto).codebook != book:
        return  # it fell into a text
    after = edit_code(book, book.codes[0].name, example="An example.").codebook
    text = write_codebook(after, onto=onto)
    assert parse_codebook(text).codebook == after
    assert comments_of(text) == comments_of(onto)


def test_a_keyword_that_looks_like_a_mapping_is_quoted() -> None:
    book = edit_code(small_book(), "Time", keywords=(":0", "a, b", "no", "follow up")).codebook
    assert '    keywords: [":0", "a, b", no, follow up]\n' in write_codebook(book)
    assert parse_codebook(write_codebook(book)).codebook == book


def test_what_a_codebook_says_goes_before_how_its_file_looked() -> None:
    text = "codebook: x  # mine\ncodes:\n- name: A\n  memo: null\n"
    after = edit_code(parse_codebook(text).codebook, "A", memo="null").codebook
    assert write_codebook(after, onto=text) == "codebook: x\ncodes:\n  - name: A\n    memo: 'null'\n# mine\n"


def test_the_form_of_a_name_with_fields_below_it_stays() -> None:
    text = "codebook: x\ncodes:\n  - Safety:\n      memo: m\n      codes: [Trust]  # t\n  - Time: {memo: n}\n"
    book = parse_codebook(text).codebook
    assert write_codebook(edit_code(book, "Safety", example="e").codebook, onto=text) == text.replace(
        "      codes: [Trust]", "      example: e\n      codes: [Trust]"
    )


def test_codes_in_brackets_are_written_below_one_another_when_they_get_fields() -> None:
    text = "codebook: x\ncodes:\n  - Safety: [Trust, Care]  # both\n  - Time\n"
    book = parse_codebook(text).codebook
    written = write_codebook(edit_code(book, "Care", memo="m").codebook, onto=text)
    assert parse_codebook(written).codebook == edit_code(book, "Care", memo="m").codebook
    assert "- Trust\n" in written
    assert comments_of(written) == ["# both"]
    bare = write_codebook(merge_codes(book, ["Trust", "Care"], "Time").codebook, onto=text)
    assert "  - name: Safety           # both\n" in bare


def test_the_last_code_may_lose_all_codes_below_it() -> None:
    text = "codebook: x\ncodes:\n  - name: A\n    codes:\n      - B\n  - C\n"
    book = parse_codebook(text).codebook
    assert write_codebook(move_code(book, "B", "C").codebook, onto=text) == (
        "codebook: x\ncodes:\n  - name: A\n  - name: C\n    codes:\n      - B\n"
    )
