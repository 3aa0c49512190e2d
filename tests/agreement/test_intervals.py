"""Bootstrap and linearised intervals, against drawing and differentiating literally."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.agreement.bootstrap import _draw
from tests.agreement.test_jackknife import interview, join

ROWS = [[1, 1]] * 20 + [[0, 0]] * 30 + [[1, 0]] * 4 + [[0, 1]] * 6 + [[2, 2]] * 5 + [[2, None]] * 3


def test_the_bootstrap_over_documents_recomputes_the_figure_of_the_documents_drawn():
    documents = [interview(9, 1), interview(5, 3), interview(7, 2), interview(4, 4)]
    how = agreement.Bootstrap("documents", resamples=50, seed=3)
    found = agreement.krippendorff_alpha(join(documents), interval=how)
    (counts,) = _draw(np.ones(4), how, 3)
    drawn = [
        agreement.krippendorff_alpha([row for n, times in enumerate(draw) for row in documents[n] * int(times)]).value
        for draw in counts
    ]
    assert [found.low, found.high] == pytest.approx(np.quantile(drawn, [0.025, 0.975]))
    assert found.se == pytest.approx(np.std(drawn, ddof=1))
    assert found.interval.method == "bootstrap over 4 documents, percentiles of 50 resamples (seed 3)"


def test_the_bootstrap_over_units_has_the_spread_of_drawing_units():
    found = agreement.krippendorff_alpha(ROWS, interval=agreement.Bootstrap("units", resamples=4000))
    random = np.random.default_rng(9)
    drawn = [
        agreement.krippendorff_alpha([ROWS[n] for n in random.integers(0, len(ROWS), len(ROWS))]).value
        for _ in range(400)
    ]
    assert found.se == pytest.approx(np.std(drawn), rel=0.15)
    assert found.interval.method.startswith("bootstrap over 65 units taken for independent")


def test_the_same_seed_gives_the_same_interval():
    one, again, other = (
        agreement.cohen_kappa(ROWS, interval=agreement.Bootstrap("units", seed=seed)) for seed in (1, 1, 2)
    )
    assert one == again
    assert one.interval != other.interval
    assert agreement.cohen_kappa(ROWS, interval="bootstrap-units") == one


def test_q_is_the_share_of_resamples_that_fail():
    def q(required):
        how = agreement.Bootstrap("units", required=required)
        return agreement.krippendorff_alpha(ROWS, interval=how).q

    assert q(0.0) == 0
    assert q(1.01) == 1
    assert 0 < q(0.7) < q(0.8) < 1
    assert agreement.krippendorff_alpha(ROWS, interval="bootstrap-units").q is None


def test_units_resampled_do_not_depend_on_how_rows_are_laid_out():
    weighted = agreement.as_ratings([[1, 1], [0, 0], [1, 0]], unit_weights=[20, 20, 5])
    written_out = [[1, 1]] * 20 + [[0, 0]] * 20 + [[1, 0]] * 5
    one = agreement.scott_pi(weighted, interval="linearised")
    other = agreement.scott_pi(written_out, interval="linearised")
    assert one.se == pytest.approx(other.se)


@given(st.lists(st.lists(st.sampled_from([0, 1, 2]), min_size=3, max_size=3), min_size=4, max_size=12))
def test_linearised_errors_are_those_of_a_jackknife_when_units_are_many(rows):
    rows = rows * 40
    found = agreement.fleiss_kappa(rows, interval="linearised")
    if found.value is None or found.interval is None:
        return
    belongs = agreement.as_ratings(rows, documents=range(len(rows)))
    jackknifed = agreement.fleiss_kappa(belongs, interval="jackknife-documents")
    if jackknifed.se is not None:
        assert found.se == pytest.approx(jackknifed.se, rel=0.02, abs=1e-6)


def test_the_handbooks_error_is_wider_where_units_have_one_coder():
    plain = agreement.gwet_ac1(ROWS, interval="linearised")
    handbook = agreement.gwet_ac1(ROWS, interval="linearised-handbook")
    assert handbook.value == plain.value
    assert handbook.se > plain.se
    assert "as in Gwet's handbook" in handbook.interval.method
    alpha = agreement.krippendorff_alpha(ROWS, interval="linearised-handbook")
    assert alpha.interval_reason.startswith("the handbook has no standard error of its own for Krippendorff's alpha")


@pytest.mark.parametrize("interval", ["bootstrap-documents", "bootstrap-units", "linearised"])
def test_an_undefined_figure_has_no_interval(interval):
    found = agreement.cohen_kappa([[1, 1], [1, 1]], interval=interval)
    assert found.interval_reason == "Cohen's kappa itself is undefined"


def test_intervals_that_cannot_be_made_say_why():
    few = join([interview(3, 1), interview(2, 2)])
    assert "there are 2" in agreement.cohen_kappa(few, interval="bootstrap-documents").interval_reason
    perfect = [[1, 1], [0, 0]] * 20
    assert "the same in every resample" in agreement.cohen_kappa(perfect, interval="bootstrap-units").interval_reason
    rare = [[1, 1]] + [[0, 0]] * 9
    assert "undefined in" in agreement.cohen_kappa(rare, interval="bootstrap-units").interval_reason
    unnamed = agreement.cohen_kappa(ROWS, interval="bootstrap-documents")
    assert unnamed.interval_reason == "the units name no documents, over which an interval is taken"
    one = agreement.percent_agreement([[1, 1]], interval="linearised")
    assert one.interval_reason == "a standard error takes at least two units"


def test_an_interval_over_documents_is_wider_than_one_over_their_units():
    documents = [interview(20, 1)] * 4 + [interview(8, 20)] * 4
    by_document = agreement.krippendorff_alpha(join(documents), interval="bootstrap-documents")
    by_unit = agreement.krippendorff_alpha(join(documents), interval="bootstrap-units")
    assert by_document.high - by_document.low > 2 * (by_unit.high - by_unit.low)


def test_limits_can_be_read_from_the_answer():
    found = agreement.cohen_kappa(ROWS, interval="linearised")
    assert (found.low, found.high) == (found.interval.low, found.interval.high)
    assert agreement.cohen_kappa(ROWS).low is None
    assert agreement.cohen_kappa(ROWS).high is None
