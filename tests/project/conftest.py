"""A small project to change, and the sample study to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.project import Project
from qualcode.project.sample import SampleStudy, build_sample
from tests.study import make_study


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Give a project with the documents A and B and the codebook `small`."""
    with make_study(tmp_path / "study.qualcode", tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleStudy]:
    """Give the sample study; tests only look at it."""
    study = build_sample(tmp_path_factory.mktemp("sample") / "study")
    yield study
    study.project.close()
