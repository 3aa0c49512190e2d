import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import CanonicalText, canonicalise


@pytest.mark.parametrize(
    ("decoded", "text", "newline"),
    [
        ("", "", "none"),
        ("one line", "one line", "none"),
        ("a\nb\n", "a\nb\n", "lf"),
        ("a\r\nb\r\n", "a\nb\n", "crlf"),
        ("a\rb\r", "a\nb\n", "cr"),
        ("a\r\nb\nc", "a\nb\nc", "mixed"),
        ("a\n\rb", "a\n\nb", "mixed"),
        ("a\r\r\nb", "a\n\nb", "mixed"),
    ],
)
def test_every_kind_of_line_end_becomes_lf_and_is_remembered(decoded: str, text: str, newline: str) -> None:
    assert canonicalise(decoded) == CanonicalText(text, newline)


def test_only_the_first_byte_order_mark_goes() -> None:
    assert canonicalise("\ufeff\ufeffa\ufeff").text == "\ufeffa\ufeff"


def test_what_no_database_can_hold_is_replaced_one_for_one_and_counted() -> None:
    assert canonicalise("a\0b\ud83dc\ude42") == CanonicalText("a\ufffdb\ufffdc\ufffd", "none", replaced=3)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["Zoë était là", "क़लम", "한국"])
def test_accents_stay_as_they_were_stored(words: str, form: str) -> None:
    stored = unicodedata.normalize(form, words)  # type: ignore[arg-type]
    assert canonicalise(stored).text == stored


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")))
def test_nothing_else_changes(text: str) -> None:
    assert canonicalise(text).text == text
    assert canonicalise(text.replace("\n", "\r\n")).text == text
    assert canonicalise("\ufeff" + text).text == text


@given(st.text(st.characters(exclude_categories=())))
def test_a_canonical_text_is_its_own_canonical_text_and_can_be_stored(text: str) -> None:
    once = canonicalise(text).text.removeprefix("\ufeff")
    assert canonicalise(once).text == once
    assert "\0" not in once
    assert once.encode().decode() == once
