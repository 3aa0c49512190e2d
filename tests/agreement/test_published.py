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
    check(data, expected)


def test_every_figure_of_the_file_is_checked(capsys):
    checked = 0
    for case in CASES:
        for expected in case["expect"]:
            check(case["data"], expected)
            checked += 1
    with capsys.disabled():
        print(f"\n{checked} published figures in {len(CASES)} cases come out", end=" ")
    assert checked == len(FIGURES) >= 189


def check(data, expected):
    found = compute(data, expected["figure"], dict(expected.get("options", {})))
    if expected["value"] is None:
        assert found is None
    else:
        assert found == pytest.approx(expected["value"], abs=expected["within"])


def compute(data, figure, options):
    """Compute a figure named as in the file."""
    if figure == "distance":
        return distance(**options)
    if figure == "benchmark":
        return agreement.benchmark(data["coefficient"], data["se"]).bands[options["band"]].probability
    if figure == "gamma_disorder":
        return agreement.gamma_disorder(as_continuum(data), **options)
    name, _, attribute = figure.partition(".")
    if name == "unitizing_alpha":
        found = getattr(agreement.unitizing_alpha(as_continuum(data)), attribute)
        found = found[options["code"]] if options else found
        return found.value if isinstance(found, agreement.Agreement) else found
    rows, unit_weights = read_rows(data)
    if "weights" in options:
        options["categories"] = sorted({value for row in rows for value in row if value is not None})
    found = getattr(agreement, name)(agreement.as_ratings(rows, unit_weights=unit_weights), **options)
    if attribute == "se":
        assert found.interval.method.startswith("linearised standard error")
    return getattr(found, attribute or "value")


def as_continuum(data):
    return {"length": data["length"], "coders": data["continuum"]}


def distance(metric, a, b):
    ratings = agreement.as_ratings([[frozenset(a), frozenset(b)]])
    chosen = choose_distance(metric, ratings)
    first, second = ratings.codes.T
    margins = np.eye(len(ratings.categories)).sum(axis=0, keepdims=True)
    assert chosen.expected(margins)[0] == pytest.approx(2 * chosen.between(first, second)[0], abs=1e-12)
    return chosen.between(first, second)[0]


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
