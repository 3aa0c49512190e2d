"""Stores of both kinds: whatever asks for `place` or `store` runs on a SQLite file and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.storage import Store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a path or URL where there is no project yet."""
    if request.param == "sqlite":
        return str(tmp_path / "study.qualcode")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Give a new, empty project's store."""
    made = Store.create(place, "Study")
    yield made
    made.close()
