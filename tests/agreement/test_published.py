"""Published worked examples, from tests/data/agreement_cases.yaml, where each names its source."""

from pathlib import Path

import numpy as np
import pytest
import yaml

import qualcode.agreement as agreement
from qualcode.agreement.distance import choose_distance

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "agreement_cases.yaml").read_text("utf-8"))["cases"]
FIGURES = [
    pytest.param(case["data"], expected, id=f"{case['id']}-{number}")
    for case in CASES
    for number, expected in enumerate(case["expect"])
    if expected["figure"] != "distance"
]
DISTANCES = [
    expected["options"] | {"value": expected["value"]}
    for case in CASES
    for expected in case["expect"]
    if expected["figure"] == "distance"
]


def read_rows(data):
    """Give units by coders, and how many units each row stands for."""
    if "units" in data:
        return data["units"], None
    if "coders" in data:
        return [list(row) for row in zip(*data["coders"], strict=True)], None
    if "sets" in data:
        return [[frozenset(codes) for codes in row] for row in data["sets"]], None
    if "counts" in data:
        return [[k for k, count in enumerate(row) for _ in range(count)] for row in data["counts"]], None
    names = data.get("categories", list(range(1, len(data["table"]) + 1)))
    rows = [[one, other] for one in names for other in names]
    return rows, [count for row in data["table"] for count in row]


@pytest.mark.parametrize(("data", "expected"), FIGURES)
def test_published_figures_come_out(data, expected):
    rows, unit_weights = read_rows(data)
    options = dict(expected.get("options", {}))
    if "weights" in options:
        options["categories"] = sorted({value for row in rows for value in row if value is not None})
    name, _, attribute = expected["figure"].partition(".")
    found = getattr(agreement, name)(agreement.as_ratings(rows, unit_weights=unit_weights), **options)
    assert getattr(found, attribute or "value") == pytest.approx(expected["value"], abs=expected["within"])


@pytest.mark.parametrize("case", DISTANCES)
def test_distances_between_sets_are_as_defined(case):
    ratings = agreement.as_ratings([[frozenset(case["a"]), frozenset(case["b"])]])
    distance = choose_distance(case["metric"], ratings)
    first, second = ratings.codes.T
    assert distance.between(first, second)[0] == pytest.approx(case["value"], abs=1e-7)
    alone = np.eye(len(ratings.categories)).sum(axis=0, keepdims=True)
    assert distance.expected(alone)[0] == pytest.approx(2 * case["value"], abs=1e-7)


def test_weighted_kappa_of_a_scale_depends_on_the_points_nobody_used():
    """The scale has six points and its fifth was not used; ranking anew would give another figure."""
    rows = [[1, 2], [2, 2], [6, 4], [4, 6], [3, 3], [1, 1], [6, 6], [2, 4]]
    whole = agreement.cohen_kappa(rows, weights="linear", categories=[1, 2, 3, 4, 5, 6])
    shrunk = agreement.cohen_kappa(rows, weights="linear", categories=[1, 2, 3, 4, 6])
    assert whole.value != pytest.approx(shrunk.value, abs=1e-3)


def test_kappa_rewards_coders_whose_margins_differ_and_alpha_does_not():
    """Krippendorff 2004, p. 246: the same agreement, other margins."""

    def rated(table):
        rows = [[a, b] for a in "abc" for b in "abc"]
        return agreement.as_ratings(rows, unit_weights=np.ravel(table))

    alike = rated([[12, 9, 9], [9, 14, 9], [9, 9, 20]])
    apart = rated([[12, 18, 18], [0, 14, 18], [0, 0, 20]])
    assert agreement.cohen_kappa(alike).value == pytest.approx(0.186, abs=5e-4)
    assert agreement.cohen_kappa(apart).value == pytest.approx(0.258, abs=5e-4)
    assert agreement.krippendorff_alpha(alike).value == pytest.approx(agreement.krippendorff_alpha(apart).value)
