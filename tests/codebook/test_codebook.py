from dataclasses import replace

import pytest

from qualcode.codebook import Code, Codebook, fold_name
from qualcode.codebook.code import full_colour
from qualcode.errors import CodeNotFoundError
from tests.codebook.books import make_code, small_book

BOOK = small_book()
NEEDS, SAFETY, TRUST, CARE, TIME = BOOK.codes


@pytest.mark.parametrize("name", ["Trust", " trust ", "TRUST", "needs > safety > trust", "Needs  >  Safety > Trust"])
def test_a_code_is_found_by_its_name_and_path_whatever_the_case_and_spacing(name: str) -> None:
    assert BOOK.find(name) == BOOK.code(name) == TRUST


@pytest.mark.parametrize("name", ["", "Trus", "Safety > Trust", "Time > Trust", "Trust > Needs", ">", " > "])
def test_what_is_no_name_and_no_path_finds_nothing(name: str) -> None:
    assert BOOK.find(name) is None


def test_a_code_whose_name_holds_a_greater_sign_is_found_by_name_and_path() -> None:
    odd = make_code(BOOK, "before>after", NEEDS)
    book = replace(BOOK, codes=(*BOOK.codes[:4], odd, TIME))
    assert book.find("Before>After") == book.find("needs > before>after") == odd


def test_a_code_is_found_by_its_id_too() -> None:
    assert BOOK.code(TRUST.id) == TRUST
    assert BOOK.find(TRUST.id) is None


def test_a_missing_code_is_told_with_the_nearest_name() -> None:
    with pytest.raises(CodeNotFoundError) as caught:
        BOOK.code("Trsut")
    assert str(caught.value) == (
        'No code named "Trsut" in codebook "small". Did you mean "Trust"? List them with `qualcode codebook show`.'
    )


def test_accents_stored_in_two_ways_are_one_name() -> None:
    assert fold_name("Cafe\u0301  Zo\u00eb") == fold_name("caf\u00e9 ZOE\u0308")
    assert fold_name("क\u093cलम") == fold_name("\u0958लम")
    assert fold_name("Straße") == fold_name("STRASSE")
    assert fold_name("safety") != fold_name("safetý")


def test_the_tree_is_walked_in_the_order_of_the_researcher() -> None:
    assert BOOK.path(TRUST) == "Needs > Safety > Trust"
    assert BOOK.ancestors(TRUST) == (NEEDS, SAFETY)
    assert BOOK.ancestors(TIME) == ()
    assert (BOOK.depth(TRUST), BOOK.depth(NEEDS)) == (2, 0)
    assert BOOK.children(None) == (NEEDS, TIME)
    assert BOOK.children(NEEDS) == (SAFETY, CARE)
    assert BOOK.descendants(NEEDS) == (SAFETY, TRUST, CARE)
    assert BOOK.descendants(TIME) == ()
    assert list(BOOK) == list(BOOK.codes)
    assert len(BOOK) == 5


def test_retired_codes_are_not_active() -> None:
    book = Codebook("b", "b", (Code("1", "A"), Code("2", "B", retired=True)))
    assert book.active() == (Code("1", "A"),)


@pytest.mark.parametrize(
    ("written", "colour"),
    [("", ""), ("#1b6CA8", "#1b6CA8"), ("#aBc", "#aaBBcc"), ("blue", None), ("#12345", None), ("#1b6ca8\n", None),
     ("#gggggg", None), ("1b6ca8", None)],
)  # fmt: skip
def test_a_colour_is_three_or_six_digits(written: str, colour: str | None) -> None:
    assert full_colour(written) == colour
