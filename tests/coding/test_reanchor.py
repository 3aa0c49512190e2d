import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding import Reanchored, reanchor
from qualcode.text import Anchor, Edit, Span, apply_edits, make_anchor

PARAGRAPHS = [
    "I: Good morning. Can you tell me about the work you do?",
    "P01: We run a small home. The gate is locked at night, and the girls know why.",
    "I: And what do they need first, when they come to you?",
    "P01: Safety. Then sleep, then food. Everything else can wait until the first week is over.",
    "I: Yes.",
    "P01: Yes. किसी को जल्दी नहीं है। Some stay a month, some stay a year 🙂 and we let them.",
    "I: What would you change, if you could?",
    "P01: More time. Always more time, and people who have been trained for this.",
]
TEXT = "\n".join(PARAGRAPHS)


def _anchor(words: str, text: str = TEXT) -> Anchor:
    start = text.index(words)
    return make_anchor(text, start, start + len(words))


def _says_what_it_means(anchor: Anchor, text: str, found: Reanchored) -> None:
    if found.outcome == "lost":
        assert (found.anchor, found.score) == (None, 0.0)
        return
    assert found.anchor is not None
    assert found.anchor == make_anchor(text, found.anchor.start, found.anchor.end)
    assert (found.anchor.words.split() == anchor.words.split()) == (found.outcome != "fuzzy")
    assert (found.outcome == "same") == (found.anchor.span == anchor.span and found.anchor.words == anchor.words)
    assert found.score >= 75


def test_a_quotation_in_an_unchanged_text_stays() -> None:
    anchor = _anchor("The gate is locked")
    assert reanchor(anchor, TEXT) == Reanchored("same", anchor, 100.0)


def test_a_quotation_behind_an_insertion_moves_with_its_words() -> None:
    text = "A new header 🙂\n" + TEXT
    found = reanchor(_anchor("The gate is locked"), text)
    assert found == Reanchored("moved", _anchor("The gate is locked", text), 100.0)


def test_a_quotation_whose_words_changed_a_little_is_found_and_said_to_be_fuzzy() -> None:
    text = TEXT.replace("is locked at night", "was locked at night")
    found = reanchor(_anchor("The gate is locked at night, and the girls know why."), text)
    assert found.outcome == "fuzzy"
    assert found.anchor is not None
    assert found.anchor.words == "The gate was locked at night, and the girls know why."
    assert 90 <= found.score < 100


def test_a_quotation_whose_words_are_gone_is_lost() -> None:
    text = TEXT.replace("The gate is locked at night", "They sleep")
    assert reanchor(_anchor("The gate is locked at night"), text) == Reanchored("lost", None, 0.0)


def test_of_several_places_the_one_with_the_old_context_is_taken() -> None:
    text = "A header\n" + TEXT
    found = reanchor(_anchor("some stay a"), text)
    assert found.anchor is not None
    assert found.anchor.after.startswith(" year")
    long = "more time"
    second = TEXT.rindex(long)
    assert reanchor(make_anchor(TEXT, second, second + len(long)), text).outcome == "moved"


def test_words_in_several_places_with_the_same_context_are_lost_rather_than_guessed() -> None:
    line = "I: Tell me whether that is so.\nP01: Yes, and no.\nI: I see what you mean by that.\n"
    anchor = _anchor("Yes, and no.", line * 2)
    assert anchor.before == "Tell me whether that is so.\nP01: "[-32:]
    assert reanchor(anchor, "New.\n" + line * 2).outcome == "lost"


def test_a_few_words_left_among_quite_other_words_are_lost_rather_than_guessed() -> None:
    text = "\n".join(line for line in PARAGRAPHS if "Yes" not in line) + "\nQ7 9: Yes!"
    start = TEXT.index("Yes.")
    assert reanchor(make_anchor(TEXT, start, start + 3), text).outcome == "lost"


def test_the_old_place_is_not_kept_when_the_same_words_stand_there_by_chance() -> None:
    old = "A: no\nB: Yes.\nC: all of it is true"
    anchor = _anchor("Yes.", old)
    text = "Q: 12345 Yes. other other other other other other\n" + old
    assert anchor.holds_in(text)
    found = reanchor(anchor, text)
    assert found.anchor is not None
    assert found.anchor.before.endswith("A: no\nB: ")


@pytest.mark.parametrize("words", [" ", "Yes. ", "\nI:"])
def test_white_space_of_a_quotation_is_kept_when_it_moves(words: str) -> None:
    start = TEXT.index(words, 140)
    text = "New.\n" + TEXT
    found = reanchor(make_anchor(TEXT, start, start + len(words)), text)
    assert found.outcome == "moved"
    assert found.anchor is not None
    assert found.anchor.start == start + 5


def test_an_ellipsis_in_a_quotation_stands_for_itself() -> None:
    old = "P: I came... and then I went.\nP: Nothing more."
    anchor = _anchor("I came... and then I went.", old)
    text = f"P: I came, as I said, {'and it was long, ' * 40}and then I went.\nP: Nothing more."
    found = reanchor(anchor, text)
    assert found.outcome == "lost"
    assert reanchor(anchor, "New.\n" + old).outcome == "moved"


def test_lines_broken_anew_move_a_quotation_and_changed_case_makes_it_fuzzy() -> None:
    anchor = _anchor("Everything else can wait until the first week is over.")
    wrapped = reanchor(anchor, TEXT.replace("else can", "else\ncan"))
    assert (wrapped.outcome, wrapped.score) == ("moved", 100.0)
    capitals = reanchor(anchor, TEXT.replace("first week", "FIRST week"))
    assert (capitals.outcome, capitals.score) == ("fuzzy", 100.0)


@pytest.mark.parametrize(
    ("words", "put_in"),
    [
        ("the girls know why", "the girls do not know why"),
        ("The gate is locked at night", "The gate is not locked at night"),
        ("Some stay a month, some stay a year", "Some never stay a month, some stay a whole year"),
    ],
)
def test_a_word_put_into_a_quotation_is_covered_and_shown(words: str, put_in: str) -> None:
    found = reanchor(_anchor(words), TEXT.replace(words, put_in))
    assert found.anchor is not None
    assert (found.outcome, found.anchor.words.rstrip(".")) == ("fuzzy", put_in)
    assert found.score < 100


def test_words_said_twice_are_not_taken_from_the_other_place() -> None:
    line = "P: There is nobody who would listen to us here."
    old = f"I: And at home, with your family?\n{line}\nI: What about the school that you went to?\n{line}\nI: Thanks."
    text = old.replace(line, "P: I do not know.", 1)
    anchor = _anchor("There is nobody who would listen to us here.", old)
    assert reanchor(anchor, text, old=old).outcome == "lost"


def test_an_anchor_without_words_is_lost() -> None:
    assert reanchor(Anchor(0, 0, "", "x", "y"), TEXT).outcome == "lost"


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    start = draw(st.integers(0, len(TEXT) - 1))
    return make_anchor(TEXT, start, min(len(TEXT), start + draw(st.integers(1, 80))))


@given(anchors(), st.lists(st.tuples(st.integers(0, len(TEXT)), st.text(" \nabन", max_size=4)), max_size=3))
def test_after_insertions_no_quotation_silently_covers_other_words(
    anchor: Anchor, insertions: list[tuple[int, str]]
) -> None:
    edited = apply_edits(TEXT, [Edit(at, at, words) for at, words in insertions])
    _says_what_it_means(anchor, edited.text, reanchor(anchor, edited.text))


@given(anchors(), st.integers(0, len(TEXT)), st.integers(0, 60))
def test_after_a_deletion_no_quotation_silently_covers_other_words(anchor: Anchor, start: int, length: int) -> None:
    edited = apply_edits(TEXT, [Edit(start, min(len(TEXT), start + length))])
    _says_what_it_means(anchor, edited.text, reanchor(anchor, edited.text))


@given(anchors(), st.integers(0, 3))
def test_a_quotation_is_found_where_an_insertion_far_away_puts_it(anchor: Anchor, line: int) -> None:
    at = TEXT.index(PARAGRAPHS[line])
    edit = Edit(at, at, "I: One moment, please, the telephone rings.\n")
    edited = apply_edits(TEXT, [edit])
    found = reanchor(anchor, edited.text)
    if not anchor.start - 32 <= at <= anchor.end + 32:
        assert found.anchor is not None
        assert found.anchor.span == edited.moved(anchor.span)


@given(st.integers(0, len(PARAGRAPHS) - 1), st.randoms(use_true_random=False))
def test_paragraphs_that_change_places_take_their_quotations_along(line: int, shuffled: random.Random) -> None:
    start = TEXT.index(PARAGRAPHS[line])
    anchor = make_anchor(TEXT, start, start + len(PARAGRAPHS[line]))
    order = shuffled.sample(PARAGRAPHS, len(PARAGRAPHS))
    text = "\n".join(order)
    found = reanchor(anchor, text)
    _says_what_it_means(anchor, text, found)
    if len(anchor.words) > 30:
        assert found.anchor is not None
        assert found.anchor.words == PARAGRAPHS[line]


@given(anchors(), st.integers(20, 60))
def test_rewrapped_lines_lose_no_long_quotation(anchor: Anchor, width: int) -> None:
    words, lines = TEXT.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    text = "\n".join(lines)
    found = reanchor(anchor, text)
    _says_what_it_means(anchor, text, found)
    if len(anchor.words.strip()) > 30:
        assert found.anchor is not None
        assert found.anchor.words.split() == anchor.words.split()


def test_a_place_given_back_is_a_span_of_the_new_text() -> None:
    found = reanchor(_anchor(PARAGRAPHS[3]), PARAGRAPHS[3])
    assert found.anchor is not None
    assert found.anchor.span == Span(0, len(PARAGRAPHS[3]))


WORDS = [match.span() for match in re.finditer(r"\S+", TEXT)]


@given(
    st.integers(0, len(WORDS) - 2), st.integers(1, 20), st.integers(1, 20), st.sampled_from(("not", "never ever", "🦋"))
)
def test_a_word_put_in_anywhere_inside_is_covered_or_the_quotation_is_lost(
    first: int, count: int, gap: int, put_in: str
) -> None:
    anchor = make_anchor(TEXT, WORDS[first][0], WORDS[min(first + count, len(WORDS) - 1)][1])
    gaps = [at for at in range(anchor.start + 1, anchor.end - 1) if TEXT[at] == " "]
    if not gaps:
        return
    at = gaps[gap % len(gaps)]
    edited = apply_edits(TEXT, [Edit(at, at, f" {put_in}")])
    found = reanchor(anchor, edited.text, old=TEXT)
    _says_what_it_means(anchor, edited.text, found)
    if found.anchor is not None:
        assert found.outcome == "fuzzy"
        assert found.anchor.start <= at
        assert found.anchor.end >= at + len(put_in) + 1
