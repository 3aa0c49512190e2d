"""Pairs of coders, the others without one coder, and codes taken for one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualcode.agreement as agreement
from qualcode.agreement import CodedDocument
from qualcode.agreement.confusion import NO_CODE
from qualcode.errors import UnknownChoiceError
from tests.agreement.test_coefficients import SCALE, tables

CODERS = ("ana", "ben", "cleo")


def rated(rows, **options):
    return agreement.as_ratings(rows, coders=CODERS[: len(rows[0])], **options)


@given(tables(SCALE, n_coders=3))
def test_pairs_of_coders_are_compared_alone(rows):
    found = agreement.coder_pairs(rated(rows))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        alone = agreement.krippendorff_alpha([[row[one], row[other]] for row in rows])
        assert found[CODERS[one], CODERS[other]].value == (None if alone.value is None else pytest.approx(alone.value))
        assert found[CODERS[other], CODERS[one]] is found[CODERS[one], CODERS[other]]


@given(tables(SCALE, n_coders=3))
def test_leaving_out_a_coder_compares_the_others(rows):
    found = agreement.without_each_coder(rated(rows), agreement.fleiss_kappa, categories=SCALE)
    assert list(found) == list(CODERS)
    without_ben = agreement.fleiss_kappa([[row[0], row[2]] for row in rows], categories=SCALE)
    assert found["ben"].value == (None if without_ben.value is None else pytest.approx(without_ben.value))


def test_two_coders_leave_nobody_to_compare():
    assert agreement.without_each_coder([[1, 0]]) == {}


def test_pairs_take_any_coefficient_and_become_a_table():
    rows = rated([["a", "a", "b"], ["b", "b", "b"], ["a", "b", "b"]], documents=[1, 2, 3])
    found = agreement.coder_pairs(rows, agreement.cohen_kappa, interval="jackknife-documents")
    table = found.to_frame()
    assert list(table.columns) == list(table.index) == list(CODERS)
    assert table.loc["ana", "ben"] == table.loc["ben", "ana"] == found["ana", "ben"].value
    assert table.loc["ana", "ana"] is None
    assert found["ana", "ben"].coders == ("ana", "ben")


def test_an_unknown_coder_is_refused():
    with pytest.raises(UnknownChoiceError, match=r'no coder "bem".*Did you mean "ben"'):
        rated([[1, 2]]).of_coders(["bem"])


@given(tables(SCALE, n_coders=2))
def test_confusion_counts_units_by_both_codes(rows):
    found = agreement.confusion(rows, categories=SCALE)
    for row, code in enumerate(found.codes):
        for column, other in enumerate(found.codes):
            assert found.table[row, column] == sum(tuple(pair) == (code, other) for pair in rows)


@given(st.lists(st.tuples(*[st.frozensets(st.sampled_from("abc"))] * 3), min_size=1, max_size=6))
def test_confusion_of_sets_holds_what_one_has_against_what_the_other_has(rows):
    found = agreement.confusion(rows)
    wanted = {}
    for row in rows:
        for one in range(3):
            for other in range(3):
                if one == other:
                    continue
                for code in row[one] & row[other]:
                    wanted[code, code] = wanted.get((code, code), 0) + 0.5
                left, right = row[one] - row[other] or {NO_CODE}, row[other] - row[one] or {NO_CODE}
                for code in left:
                    for rival in right:
                        wanted[code, rival] = wanted.get((code, rival), 0) + 0.5
    wanted.pop((NO_CODE, NO_CODE), None)
    frame = found.to_frame()
    for code in found.codes:
        for other in found.codes:
            assert frame.loc[code, other] == pytest.approx(wanted.get((code, other), 0))


def test_confusion_of_characters_counts_them_and_ranks_the_pairs():
    spans = {"ana": {"trust": [(0, 10)], "fear": [(20, 25)]}, "ben": {"hope": [(0, 8)], "fear": [(20, 25)]}}
    ratings = agreement.set_ratings([CodedDocument("one", 40, ("ana", "ben"), spans)], ["trust", "hope", "fear"])
    found = agreement.confusion(ratings)
    assert found.unit == "character"
    assert found.ranked() == [("hope", "trust", 8.0), ("trust", NO_CODE, 2.0)]
    frame = found.to_frame()
    assert frame.loc["fear", "fear"] == 5
    assert frame.loc["trust", "hope"] == 8
    assert frame.loc["hope", "trust"] == 0


def test_units_that_nobody_coded_can_be_left_out_by_name():
    spans = {"ana": {"trust": [(0, 10)]}, "ben": {"trust": [(5, 12)]}}
    documents = [CodedDocument("one", 40, ("ana", "ben"), spans), CodedDocument("two", 30, ("ana",), {})]
    found = agreement.set_ratings(documents, ["trust"], coded_only=True)
    assert found.n_units == 12
    assert found.unit == "character that somebody coded"
    whole = agreement.krippendorff_alpha(agreement.set_ratings(documents, ["trust"]), metric="masi")
    part = agreement.krippendorff_alpha(found, metric="masi")
    assert part.value < whole.value
    assert part.unit == "character that somebody coded"
    assert np.isclose(part.observed, whole.observed * 40 / 12)
