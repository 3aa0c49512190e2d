"""What every test shares: hypothesis profiles and an environment without the user's own qualcode settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.postgres"]

# Deadlines measure the machine, not the code. `ci` draws the same examples every time, `dev` new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("dev", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take QUALCODE_PROJECT and its like away from the test and from every program it starts."""
    for name in [name for name in os.environ if name.startswith("QUALCODE_")]:
        monkeypatch.delenv(name)
