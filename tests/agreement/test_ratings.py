"""Ratings read from whatever people have their codes in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import as_ratings
from qualcode.agreement.patterns import collapse
from qualcode.errors import RatingsShapeError, UndeclaredCategoryError


def forms_of_numbers():
    import pandas as pd

    columns = {"ana": [1, None, 2], "ben": [2, 2, 2]}
    return [
        [[1, 2], [None, 2], [2, 2]],
        [[1, 2], [float("nan"), 2], [2, 2]],
        ((1, 2), (pd.NA, 2), (2, 2)),
        np.array([[1, 2], [np.nan, 2], [2, 2]]),
        np.array([[1, 2], [None, 2], [2, 2]], dtype=object),
        pd.DataFrame(columns),
        pd.DataFrame(columns, dtype="Int64"),
        pd.DataFrame(columns, dtype=object),
    ]


def forms_of_names():
    import pandas as pd

    columns = {"ana": ["x", None], "ben": ["y", "x"]}
    return [
        np.array([["x", "y"], [None, "x"]]),
        pd.DataFrame(columns),
        pd.DataFrame(columns, dtype="category"),
        pd.DataFrame(columns, dtype=object),
    ]


@pytest.mark.parametrize("data", forms_of_numbers())
def test_every_form_of_data_reads_alike(data):
    ratings = as_ratings(data)
    assert ratings.codes.tolist() == [[0, 1], [-1, 1], [1, 1]]
    assert ratings.categories == (1, 2)


@pytest.mark.parametrize("data", forms_of_names())
def test_missing_names_are_missing_and_no_category(data):
    ratings = as_ratings(data)
    assert ratings.codes.tolist() == [[0, 1], [-1, 0]]
    assert ratings.categories == ("x", "y")


def test_names_that_look_alike_are_distinct():
    ratings = as_ratings([["Trust", "trust"], [" trust", "trust "]])
    assert len(ratings.categories) == 4


def test_a_number_and_its_digits_are_distinct():
    assert len(as_ratings([[1, "1"]]).categories) == 2


def test_numbers_far_apart_are_read_without_counting_between():
    ratings = as_ratings(np.array([[-(10**15), 10**15], [7, 7]]))
    assert ratings.categories == (-(10**15), 7, 10**15)
    assert ratings.codes.tolist() == [[0, 2], [1, 1]]


def test_truth_values_are_codes():
    ratings = as_ratings(np.array([[True, False]]))
    assert ratings.categories == (False, True)
    assert ratings.codes.tolist() == [[1, 0]]


def test_sets_are_values_and_the_empty_set_is_one():
    ratings = as_ratings([[{"b", "a"}, frozenset()], [None, {"a", "b"}]])
    assert ratings.categories == (frozenset(), frozenset("ab"))
    assert ratings.codes.tolist() == [[1, 0], [-1, 1]]


def test_declared_categories_keep_their_order_and_their_unused_points():
    ratings = as_ratings([["low", "high"]], categories=["low", "medium", "high"])
    assert ratings.categories == ("low", "medium", "high")
    assert ratings.codes.tolist() == [[0, 2]]
    assert ratings.declared


def test_ratings_can_be_given_a_scale_later():
    ratings = as_ratings(as_ratings([[3, None], [1, 3]]), categories=[3, 2, 1])
    assert ratings.codes.tolist() == [[0, -1], [2, 0]]


def test_a_value_outside_the_declared_categories_is_refused():
    with pytest.raises(UndeclaredCategoryError, match="hold 6, but categories lists 1, 2"):
        as_ratings([[1, 6]], categories=[1, 2])


@pytest.mark.parametrize(
    ("data", "options", "problem"),
    [
        ([1, 2, 3], {}, "one row is 1 alone"),
        (["ab", "cd"], {}, "one row is 'ab' alone"),
        ([[1, 2], [1]], {}, "the rows have between 1 and 2 cells"),
        (np.zeros(3), {}, r"these have shape \(3,\)"),
        (7, {}, "this is 7"),
        ([[["a"], ["b"]]], {}, "several codes on one unit are written as a set"),
        ([[1, 2]], {"coders": ["ana"]}, "1 coders are named for 2 columns"),
        ([[1, 2]], {"unit_weights": [1, 2]}, "2 unit weights for 1 units"),
        ([[1, 2]], {"unit_weights": [0.5]}, "whole number"),
        ([[1, 2]], {"unit_weights": [-1]}, "whole number"),
        ([[1, 2]], {"documents": ["a", "b"]}, "2 units are given a document and there are 1 units"),
        ([[1, 2]], {"categories": [1, 2, 1]}, "same value twice"),
    ],
)
def test_what_is_not_units_by_coders_is_refused(data, options, problem):
    with pytest.raises(RatingsShapeError, match=f"one row per unit and one column per coder.*{problem}"):
        as_ratings(data, **options)


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.tuples(st.integers(0, 2), st.lists(st.integers(-1, 3), min_size=width, max_size=width)),
            min_size=1,
            max_size=30,
        )
    ),
    st.sampled_from([2**62, 40, 5]),
)
def test_patterns_are_the_distinct_rows_of_a_document_with_their_number(rows, largest_key):
    documents = np.array([document for document, _ in rows])
    codes = np.array([row for _, row in rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.agreement.patterns._LARGEST_KEY", largest_key)
        found = collapse(codes, n_categories=4, weights=None, documents=documents, n_documents=3)
    wanted = {}
    for document, row in rows:
        wanted[document, *row] = wanted.get((document, *row), 0) + 1
    listed = zip(found.document.tolist(), found.codes.tolist(), found.weight.tolist(), strict=True)
    assert {(document, *row): weight for document, row, weight in listed} == wanted
    assert len(found.weight) == len(wanted)
