import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import PositionInsideCharacterError, PositionOutsideTextError
from qualcode.text import OffsetTable

CASES = json.loads((Path(__file__).parents[1] / "data" / "offset_cases.json").read_text(encoding="ascii"))["cases"]
UNITS = {"points": "utf32", "utf16": "utf16", "utf8": "utf8"}
# Surrogates too: the table must not fall over text that some browser hands us.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
UNIT = st.sampled_from(["utf16", "utf8", "utf32"])


def _columns() -> list[Any]:
    return [
        pytest.param(case, unit, crlf, id=f"{case['name']}-{unit}{'-crlf' if crlf else ''}")
        for case in CASES
        for unit in UNITS
        for crlf in (False, True)
    ]


@pytest.mark.parametrize(("case", "unit", "crlf"), _columns())
def test_positions_of_the_awkward_cases_are_converted_there_and_back(
    case: dict[str, Any], unit: str, crlf: bool
) -> None:
    table = OffsetTable(case["text"], unit=UNITS[unit], crlf=crlf)  # type: ignore[arg-type]
    expected = case[unit + "_crlf" * crlf]
    assert table.from_points(case["points"]).tolist() == expected
    assert table.to_points(expected).tolist() == case["points"]


@pytest.mark.parametrize(("case", "unit", "crlf"), _columns())
def test_every_position_inside_a_character_is_refused(case: dict[str, Any], unit: str, crlf: bool) -> None:
    table = OffsetTable(case["text"], unit=UNITS[unit], crlf=crlf)  # type: ignore[arg-type]
    expected = case[unit + "_crlf" * crlf]
    for inside in set(range(expected[-1])) - set(expected):
        with pytest.raises(PositionInsideCharacterError) as caught:
            table.to_points(inside)
        assert str(caught.value) == (
            f"Position {inside} falls inside one character; it was probably counted in another unit."
        )


def test_the_awkward_cases_are_all_there_and_each_says_why() -> None:
    assert all(case["comment"] and case["name"] for case in CASES)
    assert len({case["name"] for case in CASES}) == len(CASES) >= 25
    assert all(len(case["text"]) + 1 == len(case["points"]) for case in CASES)


@given(ANY_TEXT, UNIT, st.booleans())
def test_positions_of_any_text_survive_the_round_trip(text: str, unit: Any, crlf: bool) -> None:
    table = OffsetTable(text, unit=unit, crlf=crlf)
    points = np.arange(len(text) + 1)
    assert table.to_points(table.from_points(points)).tolist() == points.tolist()


@given(ANY_TEXT)
def test_positions_are_the_lengths_of_what_stands_before_them(text: str) -> None:
    points = list(range(len(text) + 1))
    utf16 = [sum(len(char.encode("utf-16-le", "surrogatepass")) // 2 for char in text[:point]) for point in points]
    utf8 = [len(text[:point].encode("utf-8", "surrogatepass")) for point in points]
    with_crlf = [len(text[:point].replace("\n", "\r\n")) for point in points]
    assert OffsetTable(text).from_points(points).tolist() == utf16
    assert OffsetTable(text, unit="utf8").from_points(points).tolist() == utf8
    assert OffsetTable(text, unit="utf32", crlf=True).from_points(points).tolist() == with_crlf


def test_the_shape_of_the_positions_is_kept() -> None:
    table = OffsetTable("🙂a🙂")
    assert table.from_points([[0, 1], [2, 3]]).tolist() == [[0, 2], [3, 5]]
    assert table.to_points(np.array([[0], [5]])).tolist() == [[0], [3]]
    assert table.from_points(3).item() == 5
    assert table.from_points([]).tolist() == table.to_points([]).tolist() == []


@pytest.mark.parametrize(("position", "named"), [(-1, -1), ([0, 4], 4), ([-3, 9], -3)])
def test_code_points_outside_the_text_are_refused(position: Any, named: int) -> None:
    with pytest.raises(PositionOutsideTextError) as caught:
        OffsetTable("a🙂b").from_points(position)
    assert str(caught.value) == f"Position {named} lies outside the text, which runs from 0 to 3."


def test_positions_of_another_unit_outside_the_text_are_refused_in_that_unit() -> None:
    with pytest.raises(PositionOutsideTextError, match="Position 5 lies outside the text, which runs from 0 to 4"):
        OffsetTable("a🙂b").to_points([0, 5])


def test_the_first_of_several_positions_inside_characters_is_named() -> None:
    with pytest.raises(PositionInsideCharacterError) as caught:
        OffsetTable("🙂🙂").to_points([[0, 3], [1, 4]])
    assert caught.value.position == 3
