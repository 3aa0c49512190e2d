"""Tables for people: as wide as the terminal, never cut."""

from __future__ import annotations

import pytest

from qualcode.cli.table import Column, LaidOut, lay_out, text_width

TREE = Column("theme", ("Client needs", "  Needs of the first weeks", "    Somebody beside her in law"))
COUNTS = Column("quotations", ("134", "63", "8"), right=True)
WORDS = Column("words", ("She must see that the door holds.", "I mean those people cannot walk in.", "A guard."))


def test_columns_stand_side_by_side_where_there_is_room() -> None:
    assert lay_out([TREE, COUNTS], 80).lines == (
        "theme                           quotations",
        "──────────────────────────────  ──────────",
        "Client needs                           134",
        "  Needs of the first weeks              63",
        "    Somebody beside her in law           8",
    )


def test_a_column_of_words_is_broken_between_words_and_keeps_its_indent() -> None:
    assert lay_out([TREE, COUNTS], 34).lines == (
        "theme                   quotations",
        "──────────────────────  ──────────",
        "Client needs                   134",
        "  Needs of the first            63",
        "  weeks",
        "    Somebody beside              8",
        "    her in law",
    )


def test_numbers_are_never_broken() -> None:
    for width in range(20, 60):
        assert any("134" in line for line in lay_out([TREE, COUNTS], width).lines)


@pytest.mark.parametrize("width", range(12, 100, 4))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    laid = lay_out([TREE, COUNTS, WORDS], width)
    assert max(map(text_width, laid.lines)) <= width
    shown = " ".join(" ".join(laid.lines).split())
    for word in ["theme", "quotations", "words", "guard", "Somebody", "cannot"]:
        assert word in shown


def test_a_column_that_can_be_spared_goes_before_words_become_fragments() -> None:
    spare = Column("quotations", ("134", "63", "8"), right=True, spare=True)
    assert lay_out([TREE, spare, WORDS], 90).left_out == ()
    assert lay_out([TREE, spare, WORDS], 60).left_out == ("quotations",)


def test_a_terminal_too_narrow_for_columns_gets_each_row_as_a_list() -> None:
    columns = [Column(name, (f"{name}-value",)) for name in ("participant", "organisation", "years_in_post")]
    assert lay_out(columns, 34).lines == (
        "participant: participant-value",
        "organisation: organisation-value",
        "years_in_post:",
        "  years_in_post-value",
    )


def test_a_heading_is_broken_before_the_words_are() -> None:
    laid = lay_out([Column("years_in_post", ("3", "12")), Column("share of text", ("0.1%", "1.2%"))], 14)
    assert laid.lines == (
        "years_  share",
        "in_     of",
        "post    text",
        "──────  ─────",
        "3       0.1%",
        "12      1.2%",
    )


def test_rows_of_many_lines_are_kept_apart() -> None:
    laid = lay_out([Column("place", ("1", "2")), Column("words", ("one two three four five six", "seven"))], 19)
    assert "" in laid.lines


def test_into_a_pipe_a_row_is_one_line() -> None:
    laid = lay_out([Column("place", ("1",)), Column("words", ("one\ntwo  three " * 40,))], None)
    assert len(laid.lines) == 3
    assert laid.lines[2].startswith("1      one two three one")


def test_wide_and_combining_characters_keep_the_columns_straight() -> None:
    laid = lay_out([Column("words", ("थोड़ा", "漢字", "e\u0301", "plain")), Column("n", ("1", "2", "3", "4"))], 40)
    starts = {text_width(line[: line.rindex(" ")]) for line in laid.lines[2:]}
    assert len(starts) == 1


def test_no_columns_and_no_rows_are_no_mistake() -> None:
    assert lay_out([], 80) == LaidOut(("",))
    assert lay_out([Column("a", ()), Column("b", ())], 80).lines == ("a  b", "─  ─")
