import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.words import is_cut, not_inside_word


def _cut_at_places(text: str) -> str:
    return re.sub(not_inside_word(), "|", text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("the gates.", "|the| |gates|.|"),
        ("P01_safe", "|P01|_|safe|"),
        ("किताब।", "|किताब|।|"),
        ("क़लम है", "|क़लम| |है|"),
        ("می\u200cخواهم", "|می\u200cخواهم|"),
        ("شُکریہ", "|شُکریہ|"),
        ("cafe\u0301s", "|cafe\u0301s|"),
        ("说安全", "|说|安|全|"),
        ("ที่บ้าน", "|ที่|บ้|า|น|"),
        ("안전이", "|안전이|"),
    ],
)
def test_words_end_where_readers_of_the_script_say(text: str, cut: str) -> None:
    assert _cut_at_places(text) == cut


@given(st.text(max_size=20))
def test_no_place_parts_a_mark_from_its_letter(text: str) -> None:
    for place in re.finditer(not_inside_word(), text):
        at = place.start()
        if 0 < at < len(text) and unicodedata.category(text[at])[0] == "M":
            assert not text[at - 1].isalnum()


@pytest.mark.parametrize(
    ("text", "position", "cut"),
    [
        ("gate", 0, False), ("gate", 4, False), ("gate", 2, True), ("a b", 1, False), ("a b", 2, False),
        ("don't", 3, True), ("कि", 1, True), ("安全", 1, False), ("บ้", 1, True), ("a\u0301", 1, True),
        (" \u0301", 1, True),
    ],
)  # fmt: skip
def test_a_word_is_cut_between_characters_that_nothing_parts(text: str, position: int, cut: bool) -> None:
    assert is_cut(text, position) is cut
