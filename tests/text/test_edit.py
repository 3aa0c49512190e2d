import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import EditsOverlapError, PositionOutsideTextError, SpanError
from qualcode.text import Edit, EditedText, Span, apply_edits


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """Draw a text and edits of it that do not overlap, in any order."""
    text = draw(st.text("abcनम🙂 \n", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    words = st.text("xyz", max_size=3)
    edits = [Edit(*pair, draw(words)) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, draw(st.permutations(edits))


@given(edited(), st.data())
def test_a_moved_span_covers_the_same_words_or_is_given_up(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    after = apply_edits(text, edits)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    moved = after.moved(span)
    touched = [edit for edit in after.edits if edit.start < span.end and edit.end > span.start]
    if moved is None:
        assert touched
    else:
        assert not touched
        assert moved.of(after.text) == span.of(text)


@given(edited())
def test_everything_outside_the_edits_stays(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result = text
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        result = result[: edit.start] + edit.words + result[edit.end :]
    assert len(apply_edits(text, edits).text) == len(result)
    if len({edit.start for edit in edits}) == len(edits):
        assert apply_edits(text, edits).text == result


def test_words_inserted_at_the_edges_of_a_span_stay_outside() -> None:
    after = apply_edits("the gate", [Edit(4, 4, "big "), Edit(8, 8, "s")])
    assert after.text == "the big gates"
    moved = after.moved(Span(4, 8))
    assert moved is not None
    assert moved.of(after.text) == "gate"


def test_words_inserted_into_a_span_give_it_up() -> None:
    assert apply_edits("the gate", [Edit(6, 6, "-")]).moved(Span(4, 8)) is None


def test_insertions_at_one_place_keep_the_order_in_which_they_were_given() -> None:
    assert apply_edits("ab", [Edit(1, 1, "z"), Edit(1, 1, "a")]).text == "azab"


def test_an_edit_that_changes_nothing_loses_no_quotation() -> None:
    after = apply_edits("the gate", [Edit(4, 8, "gate"), Edit(2, 2, "")])
    assert after == EditedText("the gate", ())
    assert after.moved(Span(0, 8)) == Span(0, 8)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(EditsOverlapError) as caught:
        apply_edits("the gate", [Edit(4, 8, "x"), Edit(0, 5, "y")])
    assert str(caught.value) == "Two edits overlap at position 4; make them one edit."


@pytest.mark.parametrize(("edit", "position"), [(Edit(-1, 2), -1), (Edit(2, 9), 9), (Edit(12, 10), 12)])
def test_an_edit_beyond_the_text_is_refused_with_the_position_that_is_wrong(edit: Edit, position: int) -> None:
    with pytest.raises(PositionOutsideTextError) as caught:
        apply_edits("the gate", [edit])
    assert str(caught.value) == f"Position {position} lies outside the text, which runs from 0 to 8."


def test_an_edit_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SpanError, match="The span 5 to 3 is no stretch of text"):
        apply_edits("the gate", [Edit(5, 3)])
