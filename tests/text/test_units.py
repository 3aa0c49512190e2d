from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import Span, Turn, count_words, paragraph_spans, turn_spans

TEXT = "A header\n\n  I: Why?  \n \u00a0\nP: क्यों नहीं।\n"


def test_paragraphs_are_lines_with_words_trimmed() -> None:
    assert [span.of(TEXT) for span in paragraph_spans(TEXT)] == ["A header", "I: Why?", "P: क्यों नहीं।"]


@given(st.text("ab \n\u3000न"))
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    spans = paragraph_spans(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all("\n" not in span.of(text) and len(span) for span in spans)


def test_turns_are_what_was_said_and_empty_ones_are_left_out() -> None:
    why, nothing = TEXT.index(" Why?"), TEXT.index("\u00a0")
    turns = [Turn(why, why + 7, "I"), Turn(nothing, nothing + 1, "P")]
    assert [span.of(TEXT) for span in turn_spans(TEXT, turns)] == ["Why?"]


def test_a_text_without_turns_falls_back_on_its_paragraphs() -> None:
    assert turn_spans(TEXT, []) == paragraph_spans(TEXT)
    assert turn_spans("  \n", []) == ()
    assert turn_spans("one", [Turn(1, 1)]) == (Span(0, 3),)


def test_a_turn_without_a_label_has_its_head_where_its_words_begin() -> None:
    assert Turn(7, 9).head_start == 7
    assert Turn(7, 9, "I", head_start=4).head_start == 4


def test_words_are_counted_between_white_space_in_any_script() -> None:
    assert count_words("क्यों नहीं।\tNo 🙂\n") == 4
    assert count_words(" ") == 0
