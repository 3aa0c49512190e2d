"""Holsti, figures per category, weights, and the diagnostics of two coders."""

from itertools import combinations
from math import comb, pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.agreement.weights import disagreement_costs
from qualcode.errors import (
    IntervalLevelError,
    ScaleNeededError,
    UndeclaredCategoryError,
    UndefinedAgreementError,
    UnknownChoiceError,
)
from tests.agreement import by_definition
from tests.agreement.test_coefficients import SCALE, SETS, same, tables

SCALE_POINTS = [1, 2, 3, 4, 5]


def holsti(rows):
    found = []
    for one, other in combinations(range(len(rows[0])), 2):
        made = sum(row[one] is not None for row in rows) + sum(row[other] is not None for row in rows)
        agreed = sum(row[one] is not None and row[one] == row[other] for row in rows)
        found.append(2 * agreed / made if made else None)
    return None if None in found else sum(found) / len(found)


@given(tables(SCALE))
def test_holsti_is_its_definition(rows):
    same_value = agreement.holsti_cr(rows).value
    wanted = holsti(rows)
    assert same_value == (None if wanted is None else pytest.approx(wanted))


@given(tables(SETS, n_coders=2, missing=False))
def test_holsti_of_sets_counts_each_code_as_a_decision(rows):
    made = sum(len(one) + len(other) for one, other in rows)
    agreed = sum(len(one & other) for one, other in rows)
    assert agreement.holsti_cr(rows).value == (pytest.approx(2 * agreed / made) if made else None)


def test_holsti_is_percent_agreement_where_both_coded_everything():
    rows = [["a", "a"], ["b", "a"], ["c", "c"]]
    assert agreement.holsti_cr(rows).value == pytest.approx(agreement.percent_agreement(rows).value)


def test_holsti_of_nothing_is_undefined():
    assert agreement.holsti_cr([[None, None]]).value is None
    assert agreement.holsti_cr([[1], [2]]).reason == "agreement takes two coders, and there is 1"
    assert agreement.holsti_cr([[1, None], [None, 2]]).value == 0


@given(tables(SCALE))
def test_figures_of_a_category_set_it_against_the_rest(rows):
    rated = agreement.as_ratings(rows, categories=SCALE)
    for category in SCALE:
        against = [[None if value is None else int(value == category) for value in row] for row in rows]
        same(agreement.krippendorff_alpha(rated, category=category), by_definition.alpha(against))
        same(agreement.fleiss_kappa(rated, category=category), by_definition.fleiss(against, [0, 1]))
    by_category = agreement.krippendorff_alpha_by_category(rows, categories=SCALE)
    assert list(by_category) == SCALE
    assert by_category[1] == agreement.krippendorff_alpha(rated, category=1)
    assert agreement.fleiss_kappa_by_category(rated)[2] == agreement.fleiss_kappa(rated, category=2)


def test_figures_of_a_code_in_sets_compare_its_presence():
    rows = [[{"a"}, {"a", "b"}], [set(), {"b"}], [{"a"}, set()], [{"b"}, {"b"}]]
    present = [[int("a" in value) for value in row] for row in rows]
    found = agreement.krippendorff_alpha_by_category(rows)
    assert list(found) == ["a", "b"]
    assert found["a"].value == agreement.krippendorff_alpha(present).value
    assert found["a"].name == "Krippendorff's alpha ('a' against the rest)"
    with pytest.raises(UndeclaredCategoryError):
        agreement.krippendorff_alpha(rows, category="c")


@pytest.mark.parametrize(
    ("weights", "cost"),
    [
        ("linear", lambda k, m: abs(k - m)),
        ("quadratic", lambda k, m: (k - m) ** 2),
        ("radical", lambda k, m: sqrt(abs(k - m))),
        ("ordinal", lambda k, m: comb(abs(k - m) + 1, 2)),
        ("ratio", lambda k, m: ((k - m) / (k + m)) ** 2),
        ("circular", lambda k, m: sin(pi * (k - m) / 5) ** 2),
        ("bipolar", lambda k, m: 0 if k == m else (k - m) ** 2 / ((k + m - 2) * (10 - k - m))),
    ],
)
def test_named_weights_are_gwets(weights, cost):
    ratings = agreement.as_ratings([[1, 2]], categories=SCALE_POINTS)
    wanted = np.array([[cost(k, m) for m in SCALE_POINTS] for k in SCALE_POINTS])
    assert disagreement_costs(weights, ratings) == pytest.approx(wanted / wanted.max())
    names = agreement.as_ratings([["e", "a"]], categories="abcde")
    assert disagreement_costs(weights, names) == pytest.approx(wanted / wanted.max())


@given(tables(SCALE_POINTS), st.sampled_from(["linear", "quadratic", "ordinal", "radical", "ratio", "circular"]))
def test_a_table_of_agreement_weights_is_the_named_weights(rows, name):
    rated = agreement.as_ratings(rows, categories=SCALE_POINTS)
    table = 1 - disagreement_costs(name, rated)
    for measure in (agreement.gwet_ac2, agreement.fleiss_kappa, agreement.conger_kappa, agreement.percent_agreement):
        same(measure(rated, weights=table), measure(rated, weights=name).value)


@given(tables(SCALE, n_coders=2))
def test_costs_are_the_other_side_of_weights(rows):
    costs = [[abs(k - m) * 7 for m in SCALE] for k in SCALE]
    wanted = agreement.cohen_kappa(rows, weights="linear", categories=SCALE).value
    same(agreement.cohen_kappa(rows, costs=costs, categories=SCALE), wanted)
    same(agreement.cohen_kappa(rows, weights=costs, categories=SCALE), wanted)


def test_ratio_weights_of_numbers_use_the_numbers():
    ratings = agreement.as_ratings([[0, 10]], categories=[0, 10, 30])
    assert disagreement_costs("ratio", ratings) == pytest.approx(np.array([[0, 1, 1], [1, 0, 0.25], [1, 0.25, 0]]))


@given(tables(SCALE))
def test_alpha_with_a_table_of_distances_is_alpha_with_their_function(rows):
    table = [[abs(k - m) for m in SCALE] for k in SCALE]
    found = agreement.krippendorff_alpha(rows, metric=table, categories=SCALE)
    same(found, by_definition.alpha(rows, lambda k, m: abs(k - m)))
    with pytest.raises(ScaleNeededError):
        agreement.krippendorff_alpha([[0, 1]], metric=[[0, 1], [1, 0]])


@given(tables(SETS))
def test_dice_is_its_definition(rows):
    def dice(one, other):
        return 0.0 if one == other else 1 - 2 * len(one & other) / (len(one) + len(other))

    same(agreement.krippendorff_alpha(rows, metric="dice"), by_definition.alpha(rows, dice))


@given(
    st.lists(st.tuples(*[st.frozensets(st.sampled_from("abcdef"))] * 3), min_size=1, max_size=10),
    st.sampled_from(["masi", "jaccard", "dice"]),
    st.data(),
)
def test_many_different_sets_give_the_same_figure_and_interval(rows, metric, data):
    documents = [data.draw(st.integers(0, 3)) for _ in rows]
    rated = agreement.as_ratings(rows, documents=documents)
    for interval in ("jackknife-documents", "bootstrap-documents", "linearised"):
        plain = agreement.krippendorff_alpha(rated, metric=metric, interval=interval)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("qualcode.agreement.set_distance._LARGEST_TABLE", 0)
            patch.setattr("qualcode.agreement.set_distance._DENSE", data.draw(st.sampled_from([0.0, 1.0])))
            through_subsets = agreement.krippendorff_alpha(rated, metric=metric, interval=interval)
            patch.setattr("qualcode.agreement.set_distance._MOST_SUBSETS", 0)
            by_blocks = agreement.krippendorff_alpha(rated, metric=metric, interval=interval)
        for found in (through_subsets, by_blocks):
            same(found, plain.value)
            assert (found.interval is None) == (plain.interval is None)
            if plain.interval:
                assert [found.low, found.high] == pytest.approx([plain.low, plain.high], abs=1e-6)


@given(tables([0, 1], n_coders=2))
def test_diagnostics_are_counts_and_their_arithmetic(rows):
    found = agreement.diagnostics(rows, categories=[0, 1])
    pairs = [tuple(row) for row in rows if None not in row]
    cells = [pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))]
    a, b, c, d = cells
    assert [found.both, found.first_only, found.second_only, found.neither] == cells
    assert found.n == len(pairs)
    if not pairs:
        assert found.prevalence_index.reason == "no unit was coded by two coders"
        return
    n = len(pairs)
    assert found.percent == pytest.approx((a + d) / n)
    assert found.prevalence_index.value == pytest.approx(abs(a - d) / n)
    assert found.bias_index.value == pytest.approx(abs(b - c) / n)
    assert found.pabak.value == pytest.approx(2 * (a + d) / n - 1)
    same(found.kappa, by_definition.cohen(rows, [0, 1]))
    if found.kappa.value is not None:
        expected = ((a + b) * (a + c) + (c + d) * (b + d)) / n**2
        largest = (min(a + b, a + c) + min(c + d, b + d)) / n
        assert found.kappa_max.value == pytest.approx((largest - expected) / (1 - expected))
        assert found.kappa.value <= found.kappa_max.value + 1e-12
    else:
        assert found.kappa_max.value is None


def test_diagnostics_of_three_coders_are_undefined():
    found = agreement.diagnostics([[1, 0, 1]])
    assert found.n == 0
    assert found.percent is None
    assert "compares two coders, and there are 3" in found.pabak.reason


def test_diagnostics_find_a_code_in_sets_and_ask_which_is_meant():
    found = agreement.diagnostics([[{"a"}, {"a", "b"}], [{"b"}, set()]], code="b")
    assert (found.both, found.first_only, found.second_only, found.neither) == (0, 1, 1, 0)
    with pytest.raises(UndeclaredCategoryError):
        agreement.diagnostics([["yes", "no"]])
    assert agreement.diagnostics([[0, 0]]).neither == 1


def test_a_figure_claims_the_band_it_surely_reaches():
    found = agreement.benchmark(0.67, 0.15)
    assert found.band == "moderate"
    assert [band.name for band in found.bands][:3] == ["almost perfect", "substantial", "moderate"]
    assert agreement.benchmark(0.67, 0.15, level=0.6).band == "substantial"
    assert agreement.benchmark(-0.5, 0.01).band == "poor"
    assert agreement.benchmark(0.9, 0.0).band == "almost perfect"
    assert agreement.benchmark(0.85, 0.01, scale="krippendorff").band == "rely on it"


def test_a_benchmark_takes_an_answer_with_its_standard_error():
    rated = agreement.as_ratings([[1, 1], [0, 0], [1, 0], [0, 0]] * 8, documents=[n // 4 for n in range(32)])
    with pytest.raises(UndefinedAgreementError, match="ask for an interval"):
        agreement.benchmark(agreement.gwet_ac1(rated))
    answer = agreement.gwet_ac1(rated, interval="linearised")
    assert agreement.benchmark(answer) == agreement.benchmark(answer.value, answer.se)
    with pytest.raises(UnknownChoiceError, match='no scale "landis"'):
        agreement.benchmark(0.5, 0.1, scale="landis")
    with pytest.raises(IntervalLevelError):
        agreement.benchmark(0.5, 0.1, level=95)


@pytest.mark.parametrize("metric", ["masi", "jaccard", "dice", "nominal"])
def test_empty_sets_everywhere_are_undefined_and_not_perfect(metric):
    rows = agreement.as_ratings([[set(), set(), set()]] * 6, documents=range(6))
    found = agreement.krippendorff_alpha(rows, metric=metric, interval="jackknife-documents")
    assert found.value is None
    assert found.reason.startswith("nothing varies")
    assert agreement.percent_agreement(rows).value == 1
    assert agreement.holsti_cr(rows).value is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.agreement.set_distance._LARGEST_TABLE", 0)
        assert agreement.krippendorff_alpha(rows, metric=metric).value is None


def test_a_code_that_one_coder_never_used_has_figures():
    rows = [[1, 0], [1, 0], [0, 0], [0, 0]]
    assert agreement.positive_agreement(rows).value == 0
    assert agreement.cohen_kappa(rows).value == 0
    assert agreement.kappa_max(rows).value == 0
    assert agreement.krippendorff_alpha(rows).value < 0
    assert agreement.bias_index(rows).value == 0.5


def test_one_document_has_a_figure_and_no_interval_over_documents():
    rows = agreement.as_ratings([[1, 0], [1, 1], [0, 0]], documents=["one"] * 3)
    found = agreement.krippendorff_alpha(rows, interval="jackknife-documents")
    assert found.value is not None
    assert found.interval is None
    assert "there is 1" in found.interval_reason
