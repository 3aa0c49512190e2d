import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QueryError
from qualcode.query import Hit, compile_query, find_hits


def _found(query: str, text: str, *, regex: bool = False, case: bool = False, whole_words: bool = False) -> list[int]:
    pattern = compile_query(query, regex=regex, case=case, whole_words=whole_words)
    return [hit.start for hit in find_hits("P01", text, pattern)]


def test_a_hit_says_where_and_shows_what_stands_around_it_on_its_line() -> None:
    text = "I: Why?\nP01: The gate 🙂 is locked.\nI: I see."
    (hit,) = find_hits("P01", text, compile_query("gate 🙂"))
    assert hit == Hit("P01", 17, 23, "gate 🙂", "P01: The ", " is locked.")
    assert text[hit.start : hit.end] == hit.words


@given(st.text("ab\n", max_size=30), st.integers(0, 8))
def test_context_is_text_of_the_same_line_as_long_as_asked_for(text: str, points: int) -> None:
    for hit in find_hits("P01", text, compile_query("a"), context_points=points):
        assert text[hit.start - len(hit.before) : hit.end + len(hit.after)] == hit.before + hit.words + hit.after
        line = text[text.rfind("\n", 0, hit.start) + 1 : (text + "\n").index("\n", hit.end)]
        at = hit.start - (text.rfind("\n", 0, hit.start) + 1)
        assert hit.before == line[max(0, at - points) : at]
        assert hit.after == line[at + 1 : at + 1 + points]


def test_white_space_in_a_query_stands_for_any_white_space() -> None:
    assert _found(" locked  gate ", "locked\n  gate, locked gate, lockedgate") == [0, 15]


def test_case_is_told_apart_only_when_asked_for() -> None:
    text = "Gate gate ÉTÉ été"
    assert _found("gate", text) == [0, 5]
    assert _found("gate", text, case=True) == [5]
    assert _found("été", text) == [10, 14]


def test_marks_of_regular_expressions_are_plain_text_unless_asked_for() -> None:
    assert _found("a.c (x)", "abc x a.c (x)") == [6]
    assert _found("a.c", "abc a.c", regex=True) == [0, 4]


@pytest.mark.parametrize(
    ("query", "text", "starts"),
    [
        ("need", "needs, need; unneed _need", [7, 21]),
        ("घर", "घरों में घर। बेघर", [9]),
        ("ताब", "किताब ताब", [6]),
        ("किताब", "किताब, किताबें", [0]),
        ("می", "می\u200cخواهم می", [9]),
        ("کت", "کتاب کِت کت", [9]),
        ("cafe", "cafe\u0301 cafe", [6]),
        ("安全", "很安全。安全", [1, 4]),
        ("บ้าน", "ที่บ้านที่", [3]),
        ("(safe)", "un(safe)ty", [2]),
        ("C++", "C++ and C", [0]),
    ],
)
def test_whole_words_are_those_of_the_script(query: str, text: str, starts: list[int]) -> None:
    assert _found(query, text, whole_words=True) == starts


def test_whole_words_hold_for_every_alternative_of_a_regular_expression() -> None:
    assert _found("gate|door", "gates doors door outgate", regex=True, whole_words=True) == [12]


def test_matches_of_nothing_are_left_out() -> None:
    assert _found("x*", "axxb", regex=True) == [1]


@pytest.mark.parametrize("query", ["", " \n"])
def test_an_empty_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        compile_query(query)
    assert str(caught.value) == f'Cannot look for "{query}": there is nothing to look for.'
    with pytest.raises(QueryError):
        compile_query("", regex=True)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("(gate", "missing ), unterminated subpattern at position 0"),
        ("[a", "unterminated character set at position 0"),
        ("*a", "nothing to repeat at position 0"),
        ("a{99999999999999999999}", "the repetition number is too large"),
    ],
)
def test_a_regular_expression_that_cannot_be_read_is_refused_with_the_reason(query: str, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        compile_query(query, regex=True)
    assert str(caught.value) == f'Cannot look for "{query}": {reason}.'


def test_a_regular_expression_nested_without_end_is_refused() -> None:
    with pytest.raises(QueryError):
        compile_query("(" * 5000 + ")" * 5000, regex=True)


def test_a_regular_expression_of_doubtful_future_gives_no_warning() -> None:
    assert _found("[[a]", "[a", regex=True) == [0, 1]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).filter(str.strip), st.text(max_size=5))
def test_words_are_found_where_they_were_put(words: str, around: str) -> None:
    text = f"{around}|{words}|{around}"
    wanted = len(around) + 1 + len(words) - len(words.lstrip())
    pattern = compile_query(words)
    assert isinstance(pattern, re.Pattern)
    assert wanted in [match.start() for match in re.finditer(f"(?={pattern.pattern})", text, pattern.flags)]


@given(st.text("kKsSiI\u212a\u017f\u0130\u0131éß ’", max_size=30), st.text("kKsSiI1", min_size=1, max_size=3))
def test_a_plain_word_is_found_where_a_pattern_finds_it(text: str, word: str) -> None:
    pattern = re.compile(word, re.IGNORECASE)
    for searched in (text, text.encode("ascii", "ignore").decode("ascii")):
        found = [(hit.start, hit.end, hit.words) for hit in find_hits("P01", searched, compile_query(word))]
        assert found == [(*match.span(), match.group()) for match in pattern.finditer(searched)]
