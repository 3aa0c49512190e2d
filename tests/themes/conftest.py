"""A study of four interviews and two coders, small enough to count by hand."""

from __future__ import annotations

import pytest

from tests.themes.study import Study, small_study


@pytest.fixture
def study() -> Study:
    return small_study()
