from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import SpanError
from qualcode.text import Span, merge_spans, trim_span


@st.composite
def spans(draw: st.DrawFn, end: int = 40) -> Span:
    start = draw(st.integers(0, end))
    return Span(start, draw(st.integers(start, end)))


def _characters(*found: Span) -> set[int]:
    return {point for span in found for point in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_a_span_that_is_no_stretch_of_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError) as caught:
        Span(start, end)
    assert str(caught.value) == (
        f"The span {start} to {end} is no stretch of text: it must begin at 0 or later and not end before it begins."
    )


def test_a_span_gives_its_length_and_its_words() -> None:
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).of("न🙂abcd") == "abc"


@given(spans(), spans())
def test_overlapping_and_containing_mean_what_the_characters_say(one: Span, other: Span) -> None:
    if len(one) and len(other):
        assert one.overlaps(other) == bool(_characters(one) & _characters(other))
        assert one.contains(other) == (_characters(other) <= _characters(one))


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))


@given(st.lists(spans()))
def test_merged_spans_cover_the_same_characters_and_each_once(given_spans: list[Span]) -> None:
    merged = merge_spans(given_spans)
    assert _characters(*merged) == _characters(*given_spans)
    assert sum(map(len, merged)) == len(_characters(*given_spans))
    assert all(one.end < other.start for one, other in pairwise(merged))


def test_touching_spans_become_one_and_neighbours_with_a_gap_stay_two() -> None:
    assert merge_spans([Span(5, 7), Span(0, 3), Span(3, 4)]) == (Span(0, 4), Span(5, 7))


@given(st.text("a \n\u00a0न", max_size=12), st.data())
def test_trimming_leaves_the_words_without_white_space_around_them(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(text)))
    trimmed = trim_span(text, span)
    assert trimmed.of(text) == span.of(text).strip()
    assert span.contains(trimmed)


def test_a_span_of_white_space_shrinks_to_its_start() -> None:
    assert trim_span("a  \n b", Span(1, 5)) == Span(1, 1)
