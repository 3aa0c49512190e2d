"""The sample study, built once; each test gets a copy to work in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.project.sample import build_sample


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample study; do not change it."""
    folder = tmp_path_factory.mktemp("sample") / "study"
    build_sample(folder).project.close()
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample study's folder, in which the test then is."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test then is."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
