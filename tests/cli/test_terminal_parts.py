"""The parts of the terminal coder that need no terminal: lines, commands, finding codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.terminal.console import Line, layout, printable
from qualcode.cli.terminal.keys import COMMANDS, Typed, help_lines, parse
from qualcode.cli.terminal.picker import Wanted, clear_match, last_part, rank_codes, split_wanted
from qualcode.cli.terminal.screen import clock
from qualcode.cli.terminal.wrap import clusters, runs_from_right, shorten, width, wrap
from qualcode.codebook import Code, Codebook

BOOK = Codebook(
    "b",
    "book",
    (
        Code("1", "Client needs"),
        Code("2", "Safety", "1", keywords=("protection", "out of danger")),
        Code("3", "Emotional safety", "2", keywords=("trust",)),
        Code("4", "Trauma counselling", "1"),
        Code("5", "Crisis counselling", "1"),
        Code("6", "Hidden safety", retired=True),
        Code("7", "Éducation"),
        Code("8", "डर"),
    ),
)


def _ranked(typed: str, book: Codebook = BOOK) -> list[str]:
    return [match.code.name for match in rank_codes(book, typed)]


# Lines


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]


def test_a_pipe_has_no_width_and_breaks_nothing() -> None:
    assert wrap("one two\nthree", 0) == ["one two", "three"]


@pytest.mark.parametrize(
    "cluster",
    ["नि", "क्षि", "स्त्री", "é", "👩‍👩‍👧", "🇮🇳", "👍🏽", "各", "שָׁ", "한"],
    ids=["matra", "conjunct", "long conjunct", "combining", "family", "flag", "skin", "wide", "points", "jamo"],
)
def test_what_a_reader_sees_as_one_is_never_broken(cluster: str) -> None:
    assert list(clusters(cluster * 3)) == [cluster] * 3
    assert all(len(line) % len(cluster) == 0 for line in wrap(cluster * 5, 3))


@given(st.text(alphabet=st.sampled_from("ab नि्क्षשָ👩\u200d🇮🇳各é\n "), max_size=60), st.integers(4, 12))
def test_lines_fit_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(line) <= columns or len(list(clusters(line))) == 1


def test_a_text_from_right_to_left_stands_below_its_label() -> None:
    assert runs_from_right("«אני בטוח»")
    assert not runs_from_right("P1: אני")
    assert layout(Line("אני בטוח כאן", "Passage"), 20) == ["Passage:", "אני בטוח כאן"]


def test_a_label_stands_before_the_text_and_later_lines_are_set_in() -> None:
    assert layout(Line("one two three", "Passage"), 16) == ["Passage: one", "  two three"]
    assert layout(Line("one two three", "Passage"), 0, hanging=False) == ["Passage: one two three"]


def test_context_is_shortened_on_the_far_side() -> None:
    assert shorten("one two three four", 12) == "one two ..."
    assert shorten("one two three four", 14, keep="end") == "... three four"
    assert shorten("one two", 12) == "one two"


def test_a_transcript_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\nc") == "a [2Jb\nc"


def test_times_are_written_as_a_clock() -> None:
    assert (clock(5), clock(342.8), clock(3661)) == ("0:00:05", "0:05:42", "1:01:01")


# Commands


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("", Typed("next")),
        ("n", Typed("next")),
        ("SKIP", Typed("next")),
        ("b", Typed("back")),
        ("g 12", Typed("go", "12")),
        ("g12", Typed("go", "12")),
        ("12", Typed("number", "12")),
        ("?", Typed("help")),
        ("? safety", Typed("help", "safety")),
        ("?safety", Typed("help", "safety")),
        ("m it struck me", Typed("memo", "it struck me")),
        ("memo it struck me", Typed("memo", "it struck me")),
        ("safety", Typed("code", "safety")),
        ("back pain", Typed("code", "back pain")),
        ("go home", Typed("code", "go home")),
        ("c back", Typed("code", "back")),
        (".", Typed("repeat")),
        ("z", Typed("unknown", "z")),
        ("家", Typed("code", "家")),
        (" > ", Typed("after")),
    ],
)
def test_a_line_is_a_command_or_looks_for_a_code(line: str, typed: Typed) -> None:
    assert parse(line) == typed


def test_no_key_means_two_things_and_the_help_names_every_command() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    told = "\n".join(help_lines())
    assert all(command.does in told for command in COMMANDS)


# Finding codes


def test_names_that_begin_so_come_before_words_that_do() -> None:
    assert _ranked("safe") == ["Safety", "Emotional safety"]


def test_keywords_find_their_code_and_say_that_they_did() -> None:
    match = rank_codes(BOOK, "trust")[0]
    assert (match.code.name, match.keyword) == ("Emotional safety", "trust")


def test_words_of_the_path_find_a_code() -> None:
    assert _ranked("needs crisis")[0] == "Crisis counselling"


def test_a_slip_of_the_finger_does_no_harm() -> None:
    assert _ranked("traumma")[0] == "Trauma counselling"


def test_accents_and_case_do_not_matter_and_other_scripts_do_work() -> None:
    assert _ranked("educ") == ["Éducation"]
    assert _ranked("डर") == ["डर"]


def test_retired_codes_are_not_offered() -> None:
    assert "Hidden safety" not in _ranked("safety")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("safety", "Safety"), ("SAFETY", "Safety"), ("client needs > safety", "Safety"), ("emo", "Emotional safety")],
)
def test_what_is_beyond_doubt_is_taken(typed: str, meant: str) -> None:
    match = clear_match(rank_codes(BOOK, typed))
    assert match is not None
    assert match.code.name == meant


@pytest.mark.parametrize("typed", ["safe", "couns", "trust", "traumma", "xyzzy", ""])
def test_what_leaves_a_doubt_is_not_taken(typed: str) -> None:
    assert clear_match(rank_codes(BOOK, typed)) is None


def test_several_codes_are_split_and_a_question_mark_is_doubt() -> None:
    assert split_wanted(BOOK, "safety; trust?, x") == [Wanted("safety"), Wanted("trust", True), Wanted("x")]
    assert last_part(BOOK, "safety; tru") == "tru"


def test_a_comma_in_the_names_of_codes_separates_nothing() -> None:
    book = Codebook("c", "c", (Code("1", "Food, shelter"), Code("2", "Work")))
    assert split_wanted(book, "food, shelter") == [Wanted("food, shelter")]
    assert split_wanted(book, "food, sh; work") == [Wanted("food, sh"), Wanted("work")]
