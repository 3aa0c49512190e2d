import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import Code, tree_issues, tree_order
from tests.codebook.books import A_FEW, codebooks, small_book


def _said(*codes: Code) -> list[str]:
    return [str(issue) for issue in tree_issues(codes)]


@given(codebooks(), st.randoms(use_true_random=False))
@A_FEW
def test_codes_in_any_order_come_to_stand_behind_their_parents(book: object, shuffled: object) -> None:
    codes = list(book.codes)  # type: ignore[attr-defined]
    assert tree_order(codes) == tuple(codes)
    shuffled.shuffle(codes)  # type: ignore[attr-defined]
    ordered = tree_order(codes)
    assert sorted(code.id for code in ordered) == sorted(code.id for code in codes)
    seen: set[str | None] = {None}
    for code in ordered:
        assert code.parent_id in seen
        seen.add(code.id)
    siblings = [code.id for code in ordered if code.parent_id is None]
    assert siblings == [code.id for code in codes if code.parent_id is None]


@given(codebooks())
@A_FEW
def test_a_codebook_that_can_be_written_is_sound(book: object) -> None:
    assert tree_issues(book) == ()  # type: ignore[arg-type]


def test_codes_in_a_circle_are_named_and_have_no_place() -> None:
    codes = (Code("1", "A", "3"), Code("2", "B", "1"), Code("3", "C", "2"), Code("4", "D", "1"), Code("5", "E"))
    assert _said(*codes) == [f'code "{name}": it stands, over its parents, under itself' for name in "ABC"]
    assert tree_order(codes) == (codes[4],)


def test_a_code_under_itself_is_named() -> None:
    assert _said(Code("1", "A", "1")) == ['code "A": it stands, over its parents, under itself']
    assert tree_order([Code("1", "A", "1")]) == ()


def test_only_the_code_whose_parent_is_missing_is_blamed_for_it() -> None:
    codes = (Code("1", "A", "0"), Code("2", "B", "1"))
    assert _said(*codes) == ['code "A": its parent is not in the codebook']
    assert tree_order(codes) == ()


def test_two_codes_of_one_id_are_told_and_the_first_keeps_its_place() -> None:
    codes = (Code("1", "A"), Code("1", "B", "1"))
    assert _said(*codes) == ['code "B": another code has the same id; leave the id out']
    assert tree_order(codes) == (codes[0],)


def test_every_further_code_of_one_name_is_told() -> None:
    assert _said(Code("1", "Safety"), Code("2", "SAFETY "), Code("3", "Trust")) == [
        'code "SAFETY ": two codes are named "SAFETY "; give one of them another name'
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "a code has no name; give it one"),
        (" \t", "a code has no name; give it one"),
        ("A > B", 'code "A > B": ">" between spaces stands for levels of the tree and cannot be in a name'),
        ("A  >\tB", 'code "A  >\tB": ">" between spaces stands for levels of the tree and cannot be in a name'),
        ("A\nB", 'code "A B": a name is one line'),
        ("A\n", 'code "A": a name is one line'),
        ("A\u2028B", 'code "A B": a name is one line'),
    ],
)
def test_what_a_name_cannot_be(name: str, said: str) -> None:
    assert _said(Code("1", name)) == [said]


def test_a_name_may_hold_a_greater_sign_between_letters() -> None:
    assert _said(Code("1", "before>after"), *small_book()) == []
