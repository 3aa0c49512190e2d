"""Codebooks for the tests: one small one, and hypothesis' own."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, codebook_id, fold_name
from qualcode.text import named_id

# Codebooks have many fields; each example is dear and tells much.
A_FEW = settings(max_examples=25)
SHIPPED = sorted((Path(__file__).parents[2] / "codebooks").glob("*.yaml"))

# Everything that UTF-8 can hold, and what YAML makes much of. Text is kept without white space around it and around
# its lines, as the reader gives it.
_LETTERS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("abc#:-'\"|>%@`&*!?{}[],~ \t\\é🙂क\u0301\u2028\x85"))
_AWKWARD = st.sampled_from(
    ["no", "yes", "null", "~", "true", "2011-04-18", "010", "1_000", "1.50", ".inf", "0x1F", "=", "<<", "- a", "# b"]
)
LINE = (
    st.one_of(_AWKWARD, st.text(_LETTERS, min_size=1, max_size=40))
    .map(str.strip)
    .filter(lambda text: text.splitlines() == [text])
)
PARAGRAPHS = st.lists(
    st.one_of(LINE, st.sampled_from(["", "  indented", "trailing  ", "a\u2028b", "a\x85 b", "\ta\tb"])), max_size=4
).map(lambda lines: "\n".join(lines).strip())
LONG_TEXT = st.one_of(
    PARAGRAPHS, st.lists(st.sampled_from(["word", "key:", "#1", "-", "é"]), max_size=60).map(" ".join)
)
NAME = LINE.filter(lambda name: " > " not in " ".join(name.split()))
COLOUR = st.one_of(st.just(""), st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True))
KEYWORDS = st.lists(LINE, max_size=4, unique=True).map(tuple)


def make_code(book: Codebook | str, name: str, parent: Code | None = None, **fields: object) -> Code:
    """Make a code with the id that the file would give it."""
    book_id = book if isinstance(book, str) else book.id
    return Code(named_id("code", book_id, fold_name(name)), name, parent.id if parent else None, **fields)  # type: ignore[arg-type]


def small_book() -> Codebook:
    """Give a tree of five codes: Needs > (Safety > Trust, Care), Time."""
    book_id = codebook_id("small")
    needs = make_code(book_id, "Needs", definition="What clients need.")
    safety = make_code(book_id, "Safety", needs, keywords=("safe", "gate"), memo="Talk about it.")
    trust = make_code(book_id, "Trust", safety, definition="Relying on somebody.")
    care = make_code(book_id, "Care", needs, colour="#1b6ca8")
    time = make_code(book_id, "Time", keywords=("gate", "late"))
    return Codebook(book_id, "small", (needs, safety, trust, care, time))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Draw a codebook of which every field may be set; each code stands under one on the path to the one before it."""
    name = draw(NAME)
    book_id = draw(st.one_of(st.just(codebook_id(name)), LINE))
    codes: list[Code] = []
    path: list[Code] = []
    for code_name in draw(st.lists(NAME, max_size=6, unique_by=fold_name)):
        path = path[: draw(st.integers(0, len(path)))]
        code_id = draw(st.sampled_from([named_id("code", book_id, fold_name(code_name)), f"id:{len(codes)}"]))
        code = Code(
            code_id, code_name, path[-1].id if path else None, draw(LONG_TEXT), draw(LONG_TEXT), draw(LONG_TEXT),
            draw(LONG_TEXT), draw(COLOUR), draw(KEYWORDS), draw(LONG_TEXT), draw(st.booleans()),
        )  # fmt: skip
        codes.append(code)
        path = [*path, code]
    return Codebook(
        book_id, name, tuple(codes), draw(LONG_TEXT), draw(LONG_TEXT), draw(LONG_TEXT),
        draw(st.one_of(st.just(""), LINE)),
        draw(st.one_of(st.none(), LINE)), draw(st.integers(0, 999_999_999)),
    )  # fmt: skip
