"""Two versions of a transcript compared, and what becomes of quotations when a transcript was changed."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding import reanchor
from qualcode.ingest import compare_versions
from qualcode.ingest.revise import TextDifference
from qualcode.text import make_anchor

OLD = "I: How did it begin?\nP01: With a phone call in the night, and nobody slept.\nI: And then?\nP01: Then we met."


def kinds(difference: TextDifference) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old, change.new) for change in difference.changes]


def test_the_same_words_broken_anew_are_no_change() -> None:
    difference = compare_versions(OLD, OLD.replace(" ", "\n"))
    assert difference.is_empty
    assert difference.describe() == ["No word changed."]


def test_insertions_deletions_and_replacements_are_told_apart_with_their_places() -> None:
    new = OLD.replace("phone call", "telephone call").replace(" and nobody slept.", "").replace("met.", "met, twice.")
    difference = compare_versions(OLD, new)
    assert kinds(difference) == [
        ("replaced", "phone", "telephone"),
        ("deleted", "and nobody slept.", ""),
        ("replaced", "met.", "met, twice."),
    ]
    assert (difference.n_old, difference.n_new) == (len(OLD.split()), len(new.split()))
    assert (difference.n_inserted, difference.n_deleted, difference.n_moved) == (3, 5, 0)
    assert [OLD[change.old_start :][:3] for change in difference.changes] == ["pho", "and", "met"]
    assert [new[change.new_start :][:3] for change in difference.changes] == ["tel", "I: ", "met"]


def test_a_passage_that_stands_elsewhere_is_moved() -> None:
    parts = OLD.split("\n")
    difference = compare_versions(OLD, "\n".join([parts[1], parts[0], *parts[2:]]))
    assert [change.kind for change in difference.changes] == ["moved"]
    assert difference.n_moved in (5, 11)
    assert (difference.n_inserted, difference.n_deleted) == (0, 0)


def test_the_difference_is_shown_in_lines() -> None:
    lines = compare_versions(OLD, OLD.replace("phone", "telephone")).describe()
    assert lines == ["23 words before, 23 now: 22 kept, 1 new, 1 gone, 0 moved.", "-[phone] +[telephone]"]
    long = compare_versions("a b", "a " + " ".join(map(str, range(100))) + " b").describe()
    assert long[1] == "+[0 1 2 3 4 5 … 94 95 96 97 98 99]"
    many = compare_versions("a x " * 40, "b x " * 40).describe(most=3)
    assert many[-1] == "… and 37 more."


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.lists(st.sampled_from("abcdef"), max_size=40))
def test_the_counts_add_up_whatever_changed(old: list[str], new: list[str]) -> None:
    difference = compare_versions(" ".join(old), " ".join(new))
    assert difference.n_kept + difference.n_deleted + difference.n_moved == len(old)
    assert difference.n_kept + difference.n_inserted + difference.n_moved == len(new)
    assert difference.is_empty == (old == new)
    replaced = sum(len(change.new.split()) for change in difference.changes if change.kind != "moved")
    assert replaced == difference.n_inserted


@pytest.mark.parametrize("n_words", [20_000])
def test_a_long_transcript_is_compared_at_once(n_words: int) -> None:
    rng = random.Random(3)
    old = [rng.choice(["the", "and", "of", "house", "water", "night", f"w{i}"]) for i in range(n_words)]
    new = [word if rng.random() > 0.05 else "changed" for word in old]
    begun = time.perf_counter()
    difference = compare_versions(" ".join(old), " ".join(new[:9000] + new[9500:]))
    assert time.perf_counter() - begun < 5
    assert difference.n_kept > 0.85 * n_words


# What becomes of quotations: whatever is done to the text around them, they keep their words or are said to be lost.

WORDS = ["trust", "water", "night", "came", "nobody", "then", "house", "slept", "money", "sister", "road", "again"]
paragraphs = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=8, max_size=25).map(" ".join), min_size=3, max_size=8, unique=True
)


@st.composite
def texts_with_quotation(draw: st.DrawFn) -> tuple[list[str], int, str]:
    """Paragraphs, the number of one of them, and some of its words, which occur nowhere else."""
    parts = draw(paragraphs)
    number = draw(st.integers(0, len(parts) - 1))
    words = parts[number].split()
    first = draw(st.integers(0, len(words) - 6))
    # A word of its own makes the passage one that stands in one place only.
    words[first + 2] = "lantern"
    parts[number] = " ".join(words)
    return parts, number, " ".join(words[first : first + draw(st.integers(5, 6))])


def outcome_of(parts: list[str], quoted: str, changed: str) -> tuple[str, str | None]:
    text = "\n".join(parts)
    anchor = make_anchor(text, text.index(quoted), text.index(quoted) + len(quoted))
    found = reanchor(anchor, changed)
    return found.outcome, changed[found.anchor.start : found.anchor.end] if found.anchor else None


@given(texts_with_quotation(), st.text("abc xyz\n", max_size=200))
def test_words_put_in_above_move_a_quotation_and_change_nothing_of_it(
    case: tuple[list[str], int, str], new: str
) -> None:
    parts, _, quoted = case
    outcome, words = outcome_of(parts, quoted, f"{new}\n" + "\n".join(parts))
    assert outcome in ("same", "moved")
    assert words == quoted


@given(texts_with_quotation(), st.data())
def test_other_paragraphs_may_go_without_harm(case: tuple[list[str], int, str], data: st.DataObject) -> None:
    parts, number, quoted = case
    gone = data.draw(st.integers(0, len(parts) - 1).filter(lambda other: other != number))
    outcome, words = outcome_of(parts, quoted, "\n".join(parts[:gone] + parts[gone + 1 :]))
    assert (outcome in ("same", "moved"), words) == (True, quoted)


@given(texts_with_quotation())
def test_paragraphs_that_changed_places_keep_their_quotations(case: tuple[list[str], int, str]) -> None:
    parts, _, quoted = case
    outcome, words = outcome_of(parts, quoted, "\n".join(reversed(parts)))
    assert (outcome in ("same", "moved"), words) == (True, quoted)


@given(texts_with_quotation(), st.integers(1, 40))
def test_lines_that_were_broken_anew_are_found_with_the_same_words(
    case: tuple[list[str], int, str], width: int
) -> None:
    parts, _, quoted = case
    words = "\n".join(parts).split()
    changed = "\n".join(" ".join(words[start : start + width]) for start in range(0, len(words), width))
    outcome, found = outcome_of(parts, quoted, changed)
    assert outcome != "lost"
    assert found is not None
    assert found.split() == quoted.split()


@given(texts_with_quotation())
def test_a_passage_that_is_gone_is_lost_or_said_to_differ(case: tuple[list[str], int, str]) -> None:
    parts, number, quoted = case
    changed = parts[:]
    changed[number] = parts[number].replace(quoted, "")
    outcome, words = outcome_of(parts, quoted, "\n".join(changed))
    assert outcome in ("lost", "fuzzy")
    assert words != quoted


@given(texts_with_quotation(), st.sampled_from(WORDS))
def test_a_changed_word_inside_is_never_passed_over(case: tuple[list[str], int, str], new: str) -> None:
    parts, number, quoted = case
    changed = parts[:]
    changed[number] = parts[number].replace("lantern", new)
    outcome, words = outcome_of(parts, quoted, "\n".join(changed))
    assert outcome in ("fuzzy", "lost")
    assert (words is None) == (outcome == "lost")


@given(texts_with_quotation(), st.data())
def test_the_same_or_moved_is_only_said_of_the_very_same_words(
    case: tuple[list[str], int, str], data: st.DataObject
) -> None:
    parts, _, quoted = case
    shuffled = data.draw(st.permutations(parts))
    cut = data.draw(st.integers(0, 60))
    changed = data.draw(st.text("ab ", max_size=10)).join(["\n".join(shuffled)[:cut], "\n".join(shuffled)[cut:]])
    outcome, words = outcome_of(parts, quoted, changed)
    assert outcome not in ("same", "moved") or words == quoted
