import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import EmptySpanError, PositionOutsideTextError
from qualcode.text import Anchor, Span, make_anchor

TEXT = "I: Why?\nP01: Because the gate is locked at night 🙂, that is why.\nI: I see."


def test_an_anchor_keeps_the_words_and_what_stands_around_them() -> None:
    start = TEXT.index("the gate")
    assert make_anchor(TEXT, start, start + 8) == Anchor(
        start,
        start + 8,
        "the gate",
        before="I: Why?\nP01: Because ",
        after=" is locked at night 🙂, that is w",
    )


@given(st.text(min_size=1), st.data())
def test_an_anchor_holds_in_the_text_it_was_made_of(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, start, end)
    assert anchor.holds_in(text)
    assert anchor.span == Span(start, end)
    assert (anchor.before + anchor.words + anchor.after) in text
    assert not anchor.holds_in(text[: end - 1])


@pytest.mark.parametrize(("start", "end", "position"), [(-1, 3, -1), (0, 5, 5), (7, 9, 9)])
def test_an_anchor_reaching_beyond_the_text_is_refused(start: int, end: int, position: int) -> None:
    with pytest.raises(PositionOutsideTextError) as caught:
        make_anchor("four", start, end)
    assert str(caught.value) == f"Position {position} lies outside the text, which runs from 0 to 4."


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2)])
def test_an_anchor_of_no_character_is_refused(start: int, end: int) -> None:
    with pytest.raises(EmptySpanError) as caught:
        make_anchor("four", start, end)
    assert str(caught.value) == f"The span {start} to {end} covers no character; a quotation needs at least one."
