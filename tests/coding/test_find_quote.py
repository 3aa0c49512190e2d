import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding import QuotePlace, find_quote
from qualcode.text import Span

TEXT = (
    "I: Do you feel safe here?\n"
    "P01: The gate is locked at night. We don’t go out – not alone – and \u00a0nobody asks “why”.\n"
    "P01: I feel safe here. I feel safe at home.\n"
)


def _words(text: str, places: tuple[QuotePlace, ...]) -> list[str]:
    return [place.span.of(text) for place in places]


def test_an_exact_quote_is_found_in_its_place() -> None:
    start = TEXT.index("The gate")
    assert find_quote(TEXT, " The gate is locked\n") == (QuotePlace(Span(start, start + 18), "exact", 100.0),)


def test_a_quote_that_stands_in_several_places_is_found_in_all() -> None:
    places = find_quote(TEXT, "feel safe")
    assert [place.span.start for place in places] == [10, TEXT.index("feel safe here."), TEXT.index("feel safe at")]
    assert {place.how for place in places} == {"exact"}


def test_overlapping_places_count_too() -> None:
    assert [place.span for place in find_quote("no no no", "no no")] == [Span(0, 5), Span(3, 8)]


def test_words_are_looked_for_only_where_asked() -> None:
    line = Span(TEXT.index("P01: I feel"), len(TEXT))
    assert [place.span.start for place in find_quote(TEXT, "safe here", within=line)] == [TEXT.index("safe here.")]
    assert find_quote(TEXT, "gate is locked at night", within=line) == ()
    assert find_quote(TEXT, "FEEL  safe HERE", within=line)[0].span.of(TEXT) == "feel safe here"
    assert find_quote(TEXT, "safe", within=Span(0, 0)) == ()


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the GATE is locked", "The gate is locked"),
        ("We don't go out", "We don’t go out"),
        ("go out - not alone - and nobody", "go out – not alone – and \u00a0nobody"),
        ('asks "why"', "asks “why”"),
        ("feel safe\n\there. I feel", "feel safe here. I feel"),
        ("here? P01: The gate", "here?\nP01: The gate"),
    ],
)
def test_spacing_case_and_kinds_of_marks_do_not_matter(quote: str, words: str) -> None:
    places = find_quote(TEXT, quote)
    assert _words(TEXT, places) == [words]
    assert (places[0].how, places[0].score) == ("spacing", 100.0)


def test_all_places_that_differ_in_case_are_found() -> None:
    assert _words("Safe. safe. SAFE.", find_quote("Safe. safe. SAFE.", "sAFE")) == ["Safe", "safe", "SAFE"]


@pytest.mark.parametrize("dots", ["...", "…", " [...] ", ".....", "[…]"])
def test_dots_stand_for_words_left_out_within_a_paragraph(dots: str) -> None:
    places = find_quote(TEXT, f"The gate is{dots}go out")
    assert _words(TEXT, places) == ["The gate is locked at night. We don’t go out"]


def test_dots_at_the_ends_stand_for_nothing() -> None:
    assert _words(TEXT, find_quote(TEXT, "... gate is locked ...")) == ["gate is locked"]
    assert find_quote(TEXT, "…") == ()


def test_dots_do_not_reach_into_another_paragraph_nor_very_far() -> None:
    assert find_quote(TEXT, "The gate ... at home", min_score=99) == ()
    assert find_quote("begin " + "x " * 1000 + "end", "begin ... end") == ()


def test_no_half_of_a_quote_with_dots_hides_another_that_fits_as_well() -> None:
    assert _words("one, x one, y two", find_quote("one, x one, y two", "one ... two")) == [
        "one, x one, y two",
        "one, y two",
    ]
    assert _words("one, x two, y two", find_quote("one, x two, y two", "one ... two")) == [
        "one, x two",
        "one, x two, y two",
    ]


def test_halves_that_overlap_are_no_quote() -> None:
    assert find_quote("the gate", "the gate ... gate") == ()


def test_a_quote_with_other_words_is_found_nearly_and_says_how_near() -> None:
    (place,) = find_quote(TEXT, "The gate was locked at night.")
    assert place.span.of(TEXT) == "The gate is locked at night."
    assert place.how == "fuzzy"
    assert 90 <= place.score < 100
    assert find_quote(TEXT, "The gate was locked at night.", min_score=99) == ()


def test_near_places_that_are_equally_good_are_all_told() -> None:
    text = "We lock the gate every evening. Yes. We lock the gate every evening. No. We open the gate every evening."
    places = find_quote(text, "We lock that gate every evening.")
    assert _words(text, places) == ["We lock the gate every evening."] * 2
    assert {place.how for place in places} == {"fuzzy"}


def test_a_near_place_is_widened_to_whole_words() -> None:
    text = "Then unfortunately everything was forgotten."
    (place,) = find_quote(text, "fortunately everythink was forgot")
    assert place.span.of(text) == "unfortunately everything was forgotten"


def test_a_near_place_keeps_vowel_signs_with_their_letters() -> None:
    text = "पहले। हमारे सुरक्षा की ज़रूरत होती है। फिर।"
    (place,) = find_quote(text, "मारे सुरक्शा की ज़रूरत होत", min_score=85)
    assert place.how == "fuzzy"
    assert place.span.of(text) == "हमारे सुरक्षा की ज़रूरत होती"


def test_a_near_place_in_chinese_is_not_widened_over_the_whole_line() -> None:
    text = "她说在这里每个人都知道安全总是第一位的事情所以我们晚上锁门"
    (place,) = find_quote(text, "每个人都知道安金总是第一位的")
    assert place.span.of(text) == "每个人都知道安全总是第一位的"


def test_letters_that_grow_in_lower_case_do_not_shift_a_near_place() -> None:
    text = "İİİİİİİİ İstanbul. Nobody asked us what we wanted. Then we left."
    (place,) = find_quote(text, "Nobody asks us what we wanted.")
    assert place.span.of(text) == "Nobody asked us what we wanted."


def test_a_quote_is_not_found_in_a_text_shorter_than_itself() -> None:
    assert find_quote("locked at night", "The gate is locked at night and we stay") == ()


def test_a_few_words_are_never_looked_for_nearly() -> None:
    assert find_quote(TEXT, "lockd gate") == ()


@pytest.mark.parametrize("quote", ["", " \n\u00a0"])
def test_an_empty_quote_is_nowhere(quote: str) -> None:
    assert find_quote(TEXT, quote) == ()


@given(st.text(min_size=1, max_size=60), st.data())
def test_words_taken_from_a_text_are_found_where_they_were_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    places = find_quote(text, quote)
    at = start + len(quote) - len(quote.lstrip())
    assert bool(quote.strip()) == bool(places)
    assert not places or QuotePlace(Span(at, at + len(quote.strip())), "exact") in places


@given(st.text("abc .…’'\n\u00a0न", max_size=60), st.text("abcABC .…’'\nन", max_size=30))
def test_a_place_never_leaves_the_text_or_covers_nothing(text: str, quote: str) -> None:
    for place in find_quote(text, quote):
        assert place.span.of(text).strip()
        assert place.span.end <= len(text)


@pytest.mark.parametrize("line_words", [12, 10_000_000])
def test_long_quotes_in_long_texts_are_found_or_missed_at_once(line_words: int) -> None:
    draw = random.Random(1)
    vocabulary = ["the", "a", *("".join(draw.choices("abcdefgh", k=draw.randint(2, 9))) for _ in range(500))]
    words = [draw.choice(vocabulary) for _ in range(190_000)]
    text = "".join(word + ("\n" if at % line_words == 11 else " ") for at, word in enumerate(words))
    assert len(text) > 1_000_000
    quote = text[500_000:500_300]
    changed = quote[:100] + "zzz" + quote[103:]
    started = time.perf_counter()
    assert find_quote(text, quote)[0].span.start - 500_000 in (0, 1)
    assert find_quote(text, " ".join(quote.upper().split()))[0].how == "spacing"
    assert find_quote(text, changed)[0].how == "fuzzy"
    assert find_quote(text, "zzz ".join(quote.split())) == ()
    assert find_quote(text, " ... ".join(["the a", *quote.split()[:40], "zzz"])) == ()
    # Measured: a quarter of a second. A pattern that goes astray takes minutes.
    assert time.perf_counter() - started < 8


def test_many_near_places_cost_little() -> None:
    text = "We lock the gate every evening.\n" * 20_000
    started = time.perf_counter()
    assert len(find_quote(text, "We lock that gate every evening.")) == 10
    assert time.perf_counter() - started < 5


def test_accents_kept_as_marks_of_their_own_are_the_same_words() -> None:
    composed, decomposed = "Für alles gibt es eine Vorschrift.", unicodedata.normalize("NFD", "Für alles")
    assert [place.how for place in find_quote(composed, decomposed)] == ["spacing"]
    (place,) = find_quote(unicodedata.normalize("NFD", composed), "Für alles")
    assert (place.span, place.how) == (Span(0, 10), "spacing")


def test_a_near_place_does_not_take_the_full_stop_along() -> None:
    text = "A garden where you are counted is no garden. So they said."
    (place,) = find_quote(text, "a garden where you are conted is no garden")
    assert place.span.of(text) == "A garden where you are counted is no garden"
