from hypothesis import given
from hypothesis import strategies as st

from qualcode.interchange.marked_text import Piece, cut_blocks, cut_pieces
from qualcode.text import Span, Turn

TEXT = st.text(st.sampled_from('ab <&"\n\u0939\u093f\U0001f600'), max_size=60)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, list[Turn], dict[int, Span]]:
    """Draw a text with turns that do not overlap and quotations that may."""
    text = draw(TEXT)
    places = st.integers(0, len(text))
    edges = sorted(draw(st.lists(places, max_size=12)))
    turns = [Turn(edges[i + 1], edges[i + 2], "P", edges[i]) for i in range(0, len(edges) - 2, 3)]
    pairs = draw(st.lists(st.tuples(places, places), max_size=8))
    spans = [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    return text, turns, dict(enumerate(spans, start=1))


@given(transcripts())
def test_the_pieces_are_the_text_and_each_mark_covers_exactly_its_words(
    case: tuple[str, list[Turn], dict[int, Span]],
) -> None:
    text, turns, marks = case
    pieces = [piece for block in cut_blocks(text, turns, marks) for piece in block.pieces]
    assert "".join(piece.text for piece in pieces) == text
    for number, span in marks.items():
        assert "".join(piece.text for piece in pieces if number in piece.marks) == span.of(text)
        assert sum(number in piece.opens for piece in pieces) == 1
        assert sum(number in piece.closes for piece in pieces) == 1


def test_overlapping_quotations_are_cut_at_every_edge() -> None:
    assert cut_pieces("abcdef", {1: Span(0, 4), 2: Span(2, 6)}, Span(0, 6)) == (
        Piece("ab", (1,), (1,), ()),
        Piece("cd", (1, 2), (2,), (1,)),
        Piece("ef", (2,), (), (2,)),
    )


def test_turns_have_head_body_and_the_space_behind_them() -> None:
    text = "\nA title\n\nP: Yes.\n\nI: And?\n"
    title, first, second = cut_blocks(text, [Turn(13, 17, "P", 10), Turn(22, 26, "I", 19)], {})[1:]
    assert [(block.kind, [piece.text for piece in block.pieces]) for block in (title, first, second)] == [
        ("paragraph", ["A title", "\n\n"]),
        ("turn", ["P: ", "Yes.", "\n\n"]),
        ("turn", ["I: ", "And?", "\n"]),
    ]


def test_a_text_without_turns_is_cut_into_paragraphs() -> None:
    assert [block.kind for block in cut_blocks("one\ntwo\n\nthree", (), {})] == ["paragraph"] * 3
    assert cut_blocks("", (), {}) == ()
