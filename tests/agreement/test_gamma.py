"""Mathet's gamma: the best alignment against trying all of them, and what is reported with a Monte-Carlo figure."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.errors import ContinuumError, UncountableSpanError

APS = {
    "length": 60,
    "coders": {
        "Alex": [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)],
        "Paul": [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)],
        "Suzan": [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)],
    },
}


def cost(one, other, position, category):
    if one is None or other is None:
        return 1.0
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    length = one[1] - one[0] + other[1] - other[0]
    return position * (apart / length) ** 2 + category * (one[2] != other[2])


def least_cost(coders, position, category):
    """Try every alignment: take the first unit left, with every choice of partners."""
    lists = [list(units) for units in coders]
    if not any(lists):
        return 0.0
    first = next(number for number, units in enumerate(lists) if units)
    best = float("inf")
    choices = [[lists[first][0]] if n == first else [*units, None] for n, units in enumerate(lists)]
    for chosen in product(*choices):
        rest = [[unit for unit in units if unit is not taken] for units, taken in zip(lists, chosen, strict=True)]
        pairs = list(combinations(chosen, 2))
        here = sum(cost(one, other, position, category) for one, other in pairs) / len(pairs)
        best = min(best, here + least_cost(rest, position, category))
    return best


def unit_lists(most):
    unit = st.tuples(st.integers(0, 12), st.integers(1, 8), st.sampled_from("ab")).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    )
    return st.lists(unit, max_size=most)


@settings(max_examples=60)
@given(st.one_of(st.tuples(*[unit_lists(4)] * 2), st.tuples(*[unit_lists(2)] * 3)), st.sampled_from([1.0, 3.0]))
def test_the_alignment_found_is_the_best_there_is(coders, position):
    given_ = {"length": 20, "coders": dict(zip("xyz", coders, strict=False))}
    n_units = sum(map(len, coders))
    found = agreement.gamma_disorder(given_, position_weight=position)
    if not n_units:
        assert found is None
        return
    wanted = least_cost([list(units) for units in coders], position, 1.0) * len(coders) / n_units
    assert found == pytest.approx(wanted)


def test_gamma_states_seed_sampler_and_precision():
    found = agreement.mathet_gamma(APS, position_weight=3, samples=60, seed=5)
    assert 0.38 < found.gamma.value < 0.5
    assert found.gamma.observed == pytest.approx(0.96, abs=0.0096)
    assert (found.samples, found.seed) == (60, 5)
    assert "random coder" in found.sampler
    assert 0 < found.precision < 0.2
    assert agreement.mathet_gamma(APS, position_weight=3, samples=60, seed=5).gamma == found.gamma
    assert agreement.mathet_gamma(APS, position_weight=3, samples=60, seed=6).gamma != found.gamma


def test_a_precision_asked_for_is_reached():
    found = agreement.mathet_gamma(APS, position_weight=3, precision=0.03)
    assert found.samples > 30
    assert found.precision < 0.04


def test_codes_that_all_coders_share_are_perfect():
    found = agreement.mathet_gamma(APS, position_weight=3)
    assert found.gamma_k[1].value == found.gamma_k[5].value == 1
    assert found.gamma_k[2].value < 0.2
    assert found.gamma_k[7].value is None
    assert "no units with it were aligned" in found.gamma_k[7].reason
    assert found.gamma_cat.value < 1


def test_the_same_marks_are_perfect_and_overlaps_are_allowed():
    units = [(0, 10, "a"), (5, 20, "b"), (30, 40, "a")]
    found = agreement.mathet_gamma({"length": 60, "coders": {"ana": units, "ben": list(units)}})
    assert found.gamma.value == found.gamma_cat.value == 1
    assert found.gamma.observed == 0


@pytest.mark.parametrize(
    ("coders", "reason"),
    [
        ({"ana": [(0, 5, "a")]}, "agreement takes two coders, and there is 1"),
        ({"ana": [], "ben": []}, "nobody marked anything"),
    ],
)
def test_nothing_to_align_is_undefined(coders, reason):
    found = agreement.mathet_gamma({"length": 20, "coders": coders})
    assert found.gamma.value is None
    assert found.gamma.reason == reason
    assert found.gamma_k == {}
    assert agreement.gamma_disorder({"length": 20, "coders": coders}) is None


def test_what_is_no_continuum_is_refused():
    with pytest.raises(ContinuumError):
        agreement.mathet_gamma({"length": 20})
    with pytest.raises(UncountableSpanError):
        agreement.gamma_disorder({"length": 20, "coders": {"ana": [(4, 4, "a")], "ben": []}})
