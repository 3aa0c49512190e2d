from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import PrevalenceScaleError
from qualcode.themes import DEFAULT_SCALE, PrevalenceStep, prevalence_scale


def test_thirteen_people_are_worded_by_the_stated_scale() -> None:
    words = [DEFAULT_SCALE.word(count, 13) for count in range(14)]
    assert words == [
        "none", "one participant", "few", "few", "some", "some", "some", "many", "many",
        "most", "most", "most", "most", "all",
    ]  # fmt: skip


def test_two_thirds_of_nine_is_six() -> None:
    assert [DEFAULT_SCALE.word(count, 9) for count in (5, 6)] == ["many", "most"]


@pytest.mark.parametrize(
    ("count", "of", "written"),
    [
        (13, 13, "all: 13 of 13"),
        (2, 2, "all: 2 of 2"),
        (1, 2, "one participant: 1 of 2"),
        (1, 1, "one participant: 1 of 1"),
        (0, 4, "none: 0 of 4"),
        (0, 0, "nothing read yet"),
    ],
)
def test_the_numbers_stand_beside_the_word(count: int, of: int, written: str) -> None:
    assert DEFAULT_SCALE.written(count, of) == written


@given(st.integers(3, 500).flatmap(lambda of: st.tuples(st.integers(3, of), st.just(of))))
def test_more_people_never_get_a_smaller_word(case: tuple[int, int]) -> None:
    count, of = case
    order = [step.word for step in DEFAULT_SCALE.steps] + [DEFAULT_SCALE.below]
    assert order.index(DEFAULT_SCALE.word(count, of)) <= order.index(DEFAULT_SCALE.word(count - 1, of))


def test_the_scale_says_whose_it_is_and_what_its_words_mean() -> None:
    assert DEFAULT_SCALE.described() == (
        'Words of prevalence, a scale of this project\'s own: "all" everybody; "most" 2/3 or more; "many" 1/2 or more; '
        '"some" 1/4 or more; "few" two people or more, but fewer than that; "one participant" one; "none" nobody.'
    )


def test_a_scale_of_ones_own_takes_fractions_in_any_form() -> None:
    scale = prevalence_scale([("all", 1), ("most", "3/4"), ("some", 0.1)], below="hardly any")
    assert scale.steps[1:] == (PrevalenceStep("most", Fraction(3, 4)), PrevalenceStep("some", Fraction(1, 10)))
    assert scale.word(2, 30) == "hardly any"


@pytest.mark.parametrize(
    ("steps", "said"),
    [([("some", "1/4"), ("most", "2/3")], "a step is not smaller"), ([("all", 2)], "a step lies outside it")],
)
def test_a_scale_that_does_not_go_down_is_refused(steps: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(PrevalenceScaleError, match=said):
        prevalence_scale(steps)
