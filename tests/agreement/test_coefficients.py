"""Coefficients against their definitions on random data, what leaves them alone, what has no figure."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.errors import (
    DisagreementWeightsError,
    IntervalLevelError,
    MetricValueError,
    ScaleNeededError,
    UndeclaredCategoryError,
    UndefinedAgreementError,
    UnknownChoiceError,
)
from tests.agreement import by_definition

SCALE = [0, 1, 2, 3]
SETS = [frozenset(codes) for codes in ("", "a", "b", "ab", "abc", "cd")]
MANY = (
    agreement.percent_agreement,
    agreement.fleiss_kappa,
    agreement.conger_kappa,
    agreement.brennan_prediger,
    agreement.gwet_ac1,
    agreement.light_kappa,
    agreement.krippendorff_alpha,
)
TWO = (agreement.cohen_kappa, agreement.scott_pi)


def tables(values, *, n_coders=None, missing=True):
    cell = st.sampled_from([*values, None] if missing else list(values))
    widths = st.integers(2, 4) if n_coders is None else st.just(n_coders)
    return widths.flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=9)
    )


def same(found, wanted):
    assert (found.value is None) == (wanted is None), (found, wanted)
    if wanted is not None:
        assert found.value == pytest.approx(wanted, abs=1e-9)
    assert (found.reason is None) == (wanted is not None)


@given(tables(SCALE))
def test_alpha_is_its_definition(rows):
    same(agreement.krippendorff_alpha(rows), by_definition.alpha(rows))
    same(
        agreement.krippendorff_alpha(rows, metric="interval"),
        by_definition.alpha(rows, by_definition.interval),
    )
    same(agreement.krippendorff_alpha(rows, metric="ratio"), by_definition.alpha(rows, by_definition.ratio))


@given(tables(SCALE))
def test_ordinal_alpha_ranks_by_the_codes_given(rows):
    wanted = by_definition.alpha(rows, by_definition.ordinal_for(rows))
    same(agreement.krippendorff_alpha(rows, metric="ordinal"), wanted)
    same(agreement.krippendorff_alpha(rows, metric="ordinal", categories=SCALE), wanted)


@given(tables(SETS))
def test_alpha_of_sets_is_its_definition(rows):
    same(agreement.krippendorff_alpha(rows, metric="masi"), by_definition.alpha(rows, by_definition.masi))
    same(agreement.krippendorff_alpha(rows, metric="jaccard"), by_definition.alpha(rows, by_definition.jaccard))
    same(
        agreement.krippendorff_alpha(rows, metric=by_definition.masi),
        by_definition.alpha(rows, by_definition.masi),
    )


@given(tables(SETS))
def test_distances_looked_up_by_blocks_are_the_same(rows):
    whole = agreement.krippendorff_alpha(rows, metric="masi")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.agreement.set_distance._LARGEST_TABLE", 0)
        patch.setattr("qualcode.agreement.set_distance._BLOCK_CELLS", 2)
        by_blocks = agreement.krippendorff_alpha(rows, metric="masi")
    same(by_blocks, whole.value)


@given(tables(SCALE))
def test_uncorrected_measures_are_their_definitions(rows):
    same(agreement.percent_agreement(rows), by_definition.percent(rows))
    same(agreement.positive_agreement(rows, code=1, categories=SCALE), by_definition.positive(rows))
    same(agreement.negative_agreement(rows, code=1, categories=SCALE), by_definition.negative(rows))


@given(tables(SCALE), st.sampled_from([None, "linear", "quadratic"]))
def test_corrected_measures_of_many_coders_are_their_definitions(rows, weights):
    options = {"weights": weights, "categories": SCALE}
    same(agreement.fleiss_kappa(rows, **options), by_definition.fleiss(rows, SCALE, weights))
    same(agreement.conger_kappa(rows, **options), by_definition.conger(rows, SCALE, weights))
    same(agreement.brennan_prediger(rows, **options), by_definition.brennan(rows, SCALE, weights))
    same(agreement.gwet_ac2(rows, **options), by_definition.gwet(rows, SCALE, weights))
    same(agreement.gwet_ac1(rows, categories=SCALE), by_definition.gwet(rows, SCALE))
    same(agreement.light_kappa(rows, categories=SCALE), by_definition.light(rows, SCALE))


@given(tables(SCALE, n_coders=2), st.sampled_from([None, "linear", "quadratic"]))
def test_corrected_measures_of_two_coders_are_their_definitions(rows, weights):
    same(
        agreement.cohen_kappa(rows, weights=weights, categories=SCALE),
        by_definition.cohen(rows, SCALE, weights),
    )
    same(agreement.scott_pi(rows, categories=SCALE), by_definition.scott(rows, SCALE))


@given(tables(SCALE, n_coders=2), st.data())
def test_order_of_units_coders_and_codes_changes_nothing(rows, data):
    shuffled = [row[::-1] for row in data.draw(st.permutations(rows))]
    names = dict(zip(SCALE, data.draw(st.permutations("wxyz")), strict=True))
    renamed = [[None if value is None else names[value] for value in row] for row in shuffled]
    for measure in MANY + TWO:
        same(measure(renamed), measure(rows).value)


@given(tables(SCALE), st.data())
def test_a_weight_stands_for_so_many_equal_units(rows, data):
    weights = data.draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows)))
    written_out = [row for row, weight in zip(rows, weights, strict=True) for _ in range(weight)]
    weighted = agreement.as_ratings(rows, unit_weights=weights, categories=SCALE)
    empty = np.empty((0, len(rows[0])))
    for measure in MANY:
        plain = measure(written_out or empty, categories=SCALE)
        same(measure(weighted), plain.value)
        assert measure(weighted).n_units == plain.n_units == len(written_out)
        assert measure(weighted).n_pairable == plain.n_pairable


@given(tables(SCALE, n_coders=2, missing=False))
def test_alpha_of_two_coders_is_scotts_pi_with_the_small_sample_factor(rows):
    pi, alpha = agreement.scott_pi(rows), agreement.krippendorff_alpha(rows)
    same(alpha, None if pi.value is None else pi.value + (1 - pi.value) / (2 * len(rows)))


@given(tables([0, 1], n_coders=2, missing=False))
def test_positive_agreement_is_f1_with_either_coder_as_reference(rows):
    one, other = np.array(rows).T
    both = int((one & other).sum())
    found = agreement.positive_agreement(rows, categories=[0, 1]).value
    if one.any() and other.any():
        precision, recall = both / one.sum(), both / other.sum()
        wanted = 0 if both == 0 else 2 * precision * recall / (precision + recall)
        assert found == pytest.approx(wanted)


def test_two_empty_sets_agree():
    nothing, trust, fear = frozenset(), frozenset({"trust"}), frozenset({"fear"})
    rows = [[nothing, nothing], [nothing, nothing], [trust, trust], [fear, fear]]
    for metric in ("masi", "jaccard"):
        assert agreement.krippendorff_alpha(rows, metric=metric).value == 1


def test_an_empty_set_is_a_value_and_none_is_not():
    trust = frozenset({"trust"})
    silent = agreement.krippendorff_alpha([[trust, trust], [frozenset(), trust]], metric="masi")
    absent = agreement.krippendorff_alpha([[trust, trust], [None, trust]], metric="masi")
    assert silent.n_pairable == 2
    assert absent.n_pairable == 1


def test_numbers_are_codes_unless_said_otherwise():
    rows = [[1, 1], [2, 2], [1, 5], [5, 5]]
    assert agreement.krippendorff_alpha(rows).value == agreement.krippendorff_alpha(rows, metric="nominal").value
    assert agreement.krippendorff_alpha(rows).name == "Krippendorff's alpha (nominal)"


def test_a_rare_code_shows_in_alpha_and_hides_in_percent_agreement():
    rows = agreement.as_ratings([[1, 1], [1, 0], [0, 1], [0, 0]], unit_weights=[2, 2, 2, 194])
    assert agreement.percent_agreement(rows).value == pytest.approx(0.98)
    assert agreement.gwet_ac1(rows).value > 0.97
    assert agreement.krippendorff_alpha(rows).value < 0.5
    assert agreement.positive_agreement(rows).value == pytest.approx(0.5)


@pytest.mark.parametrize("measure", [m for m in MANY + TWO if m is not agreement.percent_agreement])
def test_no_variation_is_undefined_and_not_perfect(measure):
    found = measure([["a", "a"]] * 5, categories=["a", "b"])
    assert found.value is None
    assert found.reason


def test_percent_agreement_needs_no_variation():
    assert agreement.percent_agreement([["a", "a"]] * 5).value == 1


@pytest.mark.parametrize("measure", [*MANY, *TWO, agreement.positive_agreement, agreement.negative_agreement])
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, None], [None, 0]], "no unit was coded by two coders"),
        ([[None, None]], "no unit was coded by two coders"),
        ([[1], [0]], "agreement takes two coders, and there is 1"),
        (np.empty((0, 2)), "no unit was coded by two coders"),
        ([], "agreement takes two coders, and there is none"),
    ],
)
def test_nothing_to_compare_is_undefined(measure, rows, reason):
    found = measure(rows)
    assert found.value is None
    assert found.reason == reason
    assert found.n_pairable == 0


def test_coders_who_share_no_document_do_not_agree():
    """One read the first interview, the other the second; neither is silent on the other's."""
    found = agreement.krippendorff_alpha([[1, None], [0, None], [None, 1], [None, 0]])
    assert found.value is None


def test_specific_agreement_on_an_unused_code_is_undefined():
    silent = [[0, 0], [0, 0]]
    assert agreement.positive_agreement(silent).reason == "nobody gave the code"
    assert agreement.negative_agreement(silent).value == 1
    everywhere = [[True, True]]
    assert agreement.positive_agreement(everywhere).value == 1
    assert agreement.negative_agreement(everywhere).reason == "everybody gave the code everywhere"


def test_specific_agreement_asks_which_code_is_meant():
    with pytest.raises(UndeclaredCategoryError, match="'yes'"):
        agreement.positive_agreement([["yes", "no"]], code="present")
    assert agreement.positive_agreement([["yes", "yes"], ["no", "yes"]], code="yes").value == pytest.approx(2 / 3)


@pytest.mark.parametrize("measure", TWO)
def test_measures_of_two_coders_are_undefined_for_three(measure):
    found = measure([[1, 1, 0], [0, 0, 0]], interval="jackknife-documents")
    assert found.value is None
    assert "compares two coders, and there are 3" in found.reason
    assert found.interval is None


def test_light_kappa_is_undefined_when_one_pair_is():
    found = agreement.light_kappa([[1, 1, None], [0, 0, None], [1, 0, None]])
    assert found.value is None
    assert "at least one pair" in found.reason


def test_an_undefined_figure_is_no_number():
    with pytest.raises(UndefinedAgreementError, match=r"Cohen's kappa is undefined: nothing varies"):
        float(agreement.cohen_kappa([[1, 1]]))
    assert float(agreement.percent_agreement([[1, 1]])) == 1


def test_weights_and_ranks_of_names_need_the_declared_scale():
    rows = [["low", "high"], ["medium", "medium"]]
    with pytest.raises(ScaleNeededError, match=r'weights="linear" depends on the whole scale'):
        agreement.cohen_kappa(rows, weights="linear")
    with pytest.raises(ScaleNeededError, match='metric="ordinal"'):
        agreement.krippendorff_alpha(rows, metric="ordinal")
    scale = ["low", "medium", "high"]
    named = agreement.krippendorff_alpha(rows, metric="ordinal", categories=scale)
    numbered = agreement.krippendorff_alpha([[1, 3], [2, 2]], metric="ordinal")
    assert named.value == numbered.value


def test_what_makes_no_sense_is_refused_with_a_sentence():
    rows = [["a", "b"], ["a", "a"]]
    with pytest.raises(MetricValueError, match="compares numbers, and the ratings hold 'a'"):
        agreement.krippendorff_alpha(rows, metric="interval")
    with pytest.raises(MetricValueError, match="compares sets of codes"):
        agreement.krippendorff_alpha(rows, metric="masi")
    with pytest.raises(UnknownChoiceError, match=r'no metric "nominl".*Did you mean "nominal"'):
        agreement.krippendorff_alpha(rows, metric="nominl")
    with pytest.raises(UnknownChoiceError, match='no kind of weights "square"'):
        agreement.cohen_kappa(rows, weights="square", categories=["a", "b"])
    with pytest.raises(UnknownChoiceError, match='no interval "bootstrap"'):
        agreement.cohen_kappa(rows, interval="bootstrap")
    with pytest.raises(IntervalLevelError, match="this is 95"):
        agreement.cohen_kappa(rows, interval="jackknife-documents", level=95)


@pytest.mark.parametrize(
    ("weights", "problem"),
    [
        ([[0, 1]], "shape"),
        ([[1, 0], [0, 0]], "neither all along its diagonal"),
        ([[0, -1], [-1, 0]], "entries below 0"),
        ([[1, 2], [2, 1]], "grades some disagreement above agreement"),
        ([[0, 1], [2, 0]], "differs between k, l and l, k"),
    ],
)
def test_tables_of_weights_are_checked(weights, problem):
    with pytest.raises(DisagreementWeightsError, match=problem):
        agreement.cohen_kappa([["a", "b"]], weights=weights, categories=["a", "b"])


def test_pooled_kappa_averages_before_it_corrects():
    common = [[1, 1]] * 40 + [[1, 0]] * 5 + [[0, 1]] * 5 + [[0, 0]] * 50
    rare = [[1, 0]] + [[0, 0]] * 99
    never = [[0, 0]] * 100
    observed, expected = [], []
    for rows in (common, rare, never):
        one, other = np.array(rows).T
        observed.append((one == other).mean())
        expected.append(one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean()))
    wanted = (np.mean(observed) - np.mean(expected)) / (1 - np.mean(expected))
    found = agreement.pooled_kappa([common, rare, never])
    assert found.value == pytest.approx(wanted)
    assert found.n_pairable == 300


def test_pooled_kappa_without_anything_to_pool_is_undefined():
    assert agreement.pooled_kappa([]).reason == "there are no codes to pool"
    assert agreement.pooled_kappa([[[0, 0]], [[0, 0]]]).value is None
    assert agreement.pooled_kappa([[[0, None]]]).reason == "no unit was coded by two coders"


def test_a_data_frame_names_the_coders():
    import pandas as pd

    frame = pd.DataFrame({"ana": ["trust", "fear", None], "ben": ["trust", "trust", "fear"]})
    found = agreement.krippendorff_alpha(frame)
    assert found.coders == ("ana", "ben")
    assert (found.n_units, found.n_pairable) == (3, 2)


def test_figures_are_plain_numbers():
    found = agreement.krippendorff_alpha([[1, 1], [0, 1], [0, 0]])
    assert type(found.value) is type(found.observed) is type(found.expected) is float
    assert not math.isnan(found.value)
