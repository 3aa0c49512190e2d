"""Intervals over documents, against leaving out each document literally."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t as student

import qualcode.agreement as agreement

SETS = [frozenset(codes) for codes in ("", "a", "b", "ab")]


def rated_documents(values, n_coders=2):
    row = st.lists(st.sampled_from([*values, *values, None]), min_size=n_coders, max_size=n_coders)
    return st.lists(st.lists(row, min_size=1, max_size=8), min_size=1, max_size=6)


def join(documents, names=None):
    rows = [row for document in documents for row in document]
    belongs = [f"interview {number}" for number, document in enumerate(documents) for _ in document]
    return agreement.as_ratings(rows, documents=belongs)


def pairable(document):
    return any(sum(value is not None for value in row) > 1 for row in document)


def check_against_leaving_out(measure, documents, lowest=-1.0):
    """Recompute everything without each document in turn, and the interval from that."""
    found = measure(join(documents), interval="jackknife-documents")
    counted = [number for number, document in enumerate(documents) if pairable(document)]
    assert found.n_documents == len(counted)
    if found.value is None:
        assert found.interval is None
        assert "itself is undefined" in found.interval_reason
        return
    if len(counted) < 3:
        assert found.interval is None
        assert "takes at least 3 documents" in found.interval_reason
        return
    without = [measure(join(documents[:n] + documents[n + 1 :])).value for n in counted]
    if None in without:
        name = f"interview {counted[without.index(None)]}"
        assert found.interval_reason == f'without "{name}" the figure is undefined'
        return
    if np.ptp(without) < 1e-12:
        assert found.interval_reason == "the figure is the same whichever document is left out"
        return
    size = len(without)

    def se(figures):
        return np.sqrt((size - 1) / size * ((figures - np.mean(figures)) ** 2).sum())

    quantile = student.ppf(0.975, size - 1)
    assert found.se == pytest.approx(se(without))
    assert found.interval_reason is None
    if max(*without, found.value) > 1 - 1e-12 or min(*without, found.value) < lowest + 1e-12:
        wanted = found.value + np.array([-1, 1]) * quantile * found.se
        assert [found.interval.low, found.interval.high] == pytest.approx(np.clip(wanted, lowest, 1))
        assert "on the scale of the figure" in found.interval.method
        return
    stretch = 2 if lowest == 0 else 1
    shift = 1 if lowest == 0 else 0
    z = np.arctanh(stretch * np.array(without) - shift)
    centre = np.arctanh(stretch * found.value - shift)
    wanted = (np.tanh(centre + np.array([-1, 1]) * quantile * se(z)) + shift) / stretch
    assert [found.interval.low, found.interval.high] == pytest.approx(wanted)
    assert found.interval.method == f"jackknife over {size} documents, Fisher's z, t with {size - 1} degrees of freedom"


@given(rated_documents([0, 1, 2]))
def test_alpha_leaves_out_each_document(documents):
    check_against_leaving_out(agreement.krippendorff_alpha, documents)


@given(rated_documents([0, 1, 2]))
def test_ordinal_alpha_ranks_anew_without_each_document(documents):
    def ordinal(ratings, **options):
        return agreement.krippendorff_alpha(ratings, metric="ordinal", **options)

    check_against_leaving_out(ordinal, documents)


@given(rated_documents(SETS, n_coders=3))
def test_alpha_of_sets_leaves_out_each_document(documents):
    def masi(ratings, **options):
        return agreement.krippendorff_alpha(ratings, metric="masi", **options)

    check_against_leaving_out(masi, documents)


@given(rated_documents([0, 1]))
def test_kappa_leaves_out_each_document(documents):
    check_against_leaving_out(agreement.cohen_kappa, documents)


@given(rated_documents([0, 1]))
def test_a_share_is_stretched_before_it_is_transformed(documents):
    check_against_leaving_out(agreement.percent_agreement, documents, lowest=0.0)


@given(rated_documents([0, 1, 2], n_coders=3))
def test_conger_kappa_leaves_out_each_document_that_two_coders_coded(documents):
    assume(all(pairable(document) for document in documents))
    check_against_leaving_out(agreement.conger_kappa, documents)


def interview(agree, differ):
    return [[1, 1], [0, 0]] * agree + [[1, 0]] * differ


def test_fewer_than_three_documents_have_no_interval():
    found = agreement.krippendorff_alpha(join([interview(3, 1), interview(2, 2)]), interval="jackknife-documents")
    assert found.value is not None
    assert found.interval is None
    assert found.se is None
    assert found.interval_reason == (
        "an interval takes at least 3 documents coded by two coders, and there are 2; "
        'interval="bootstrap-units" gives one that takes units for independent, and so is too narrow'
    )
    units = agreement.krippendorff_alpha(join([interview(3, 1), interview(2, 2)]), interval="bootstrap-units")
    assert "units taken for independent" in units.interval.method


def test_a_document_of_one_coder_does_not_count_as_a_document():
    alone = [[1, None]] * 5
    found = agreement.krippendorff_alpha(
        join([interview(3, 1), interview(2, 2), alone]), interval="jackknife-documents"
    )
    assert found.n_documents == 2
    assert found.interval is None


def test_a_code_found_in_one_document_only_has_no_interval():
    silent = [[0, 0]] * 6
    found = agreement.krippendorff_alpha(
        join([silent, interview(3, 1), silent, silent]), interval="jackknife-documents"
    )
    assert found.interval_reason == 'without "interview 1" the figure is undefined'


def test_perfect_agreement_has_no_interval_of_no_width():
    found = agreement.krippendorff_alpha(join([interview(3, 0)] * 5), interval="jackknife-documents")
    assert found.value == 1
    assert found.interval is None
    assert found.interval_reason == "the figure is the same whichever document is left out"


def test_one_document_with_every_disagreement_keeps_a_finite_interval():
    found = agreement.krippendorff_alpha(
        join([interview(9, 0), interview(8, 0), interview(7, 0), interview(5, 2)]),
        interval="jackknife-documents",
    )
    assert found.interval.low < found.value < found.interval.high <= 1
    assert "as leaving out one document makes it extreme" in found.interval.method


def test_units_without_documents_have_no_interval():
    found = agreement.krippendorff_alpha([[1, 0], [1, 1]], interval="jackknife-documents")
    assert found.interval_reason == "the units name no documents, over which an interval is taken"


def test_an_interval_is_made_only_when_asked_for():
    found = agreement.krippendorff_alpha(join([interview(3, 1)] * 4))
    assert (found.interval, found.interval_reason, found.se) == (None, None, None)


def test_a_higher_level_gives_a_wider_interval():
    ratings = join([interview(9, 1), interview(5, 3), interview(7, 2), interview(4, 4)])
    narrow, wide = (
        agreement.cohen_kappa(ratings, interval="jackknife-documents", level=level).interval for level in (0.8, 0.99)
    )
    assert wide.low < narrow.low < narrow.high < wide.high
    assert wide.level == 0.99


def test_the_interval_of_documents_is_wider_than_their_sentences_suggest():
    """Interviews differ: agreement is good in some and poor in others, alike within each."""
    documents = [interview(20, 1)] * 4 + [interview(8, 20)] * 4
    by_document = agreement.krippendorff_alpha(join(documents), interval="jackknife-documents").interval
    sentences = [[row] for document in documents for row in document]
    by_sentence = agreement.krippendorff_alpha(join(sentences), interval="jackknife-documents").interval
    assert by_document.high - by_document.low > 2 * (by_sentence.high - by_sentence.low)
