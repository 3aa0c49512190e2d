"""Many files: in order, each by itself, in one process or several."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from qualcode.errors import (
    DamagedFileError,
    EncodingMismatchError,
    FileUnreadableError,
    MaterialIssuesError,
    QualcodeError,
    SourceMissingError,
    SourceVanishedError,
)
from qualcode.ingest import ReadOptions, many, read_files, read_many
from qualcode.ingest.many import useful_workers
from qualcode.text import Transcript
from tests.ingest.files import GOOD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in GOOD.items():
        (tmp_path / f"P01.{name}").write_bytes(data)
    (tmp_path / "broken.docx").write_bytes(GOOD["docx"][:200])
    return tmp_path


@pytest.mark.parametrize("workers", [1, 2, None])
def test_every_file_is_read_in_order_and_a_refused_one_hinders_none(folder: Path, workers: int | None) -> None:
    paths = [*sorted(folder.iterdir()), folder / "missing.txt"]
    results = list(read_many(paths, workers=workers))
    assert [path for path, _ in results] == paths
    refused = {path.name: result for path, result in results if isinstance(result, QualcodeError)}
    assert isinstance(refused.pop("broken.docx"), DamagedFileError)
    assert isinstance(refused.pop("missing.txt"), SourceMissingError)
    assert refused == {}
    assert all(len(result.turns) == 4 for _, result in results if isinstance(result, Transcript))


def test_several_processes_give_what_one_gives(folder: Path) -> None:
    paths = sorted(folder.glob("P01.*"))
    options = ReadOptions(speaker_map={"I": "Ana"})
    assert list(read_files(paths, options, workers=2)) == list(read_files(paths, options, workers=1))


def test_files_come_one_at_a_time(folder: Path) -> None:
    results = read_many([folder / "P01.txt", folder / "P01.vtt"])
    next(results)
    (folder / "P01.vtt").unlink()
    _, late = next(results)
    assert isinstance(late, SourceVanishedError)
    assert str(late).endswith("it vanished while the files were read; put it back and read it again, or leave it out.")


def test_a_process_that_dies_costs_a_sentence_for_each_file_that_waited(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "read_source", _die)
    results = list(read_many([folder / "P01.txt"] * 20, workers=2))
    assert len(results) == 20
    assert all(isinstance(result, FileUnreadableError) for _, result in results)
    assert "ended by the system" in str(results[0][1])


def _die(*_: object, **__: object) -> None:
    import os

    os._exit(9)


def test_few_or_small_files_need_no_processes(folder: Path) -> None:
    assert useful_workers(folder.iterdir()) == 1
    for number in range(40):
        (folder / f"s{number}.txt").write_text("I: so?")
    assert useful_workers(folder.iterdir()) == 1


def test_errors_travel_between_processes_with_their_facts() -> None:
    for error in (
        SourceMissingError("a.txt"),
        SourceVanishedError("a.txt"),
        EncodingMismatchError("a.txt", "utf-8", 7),
        MaterialIssuesError("a.yaml", []),
    ):
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is type(error)
        assert str(copy) == str(error)
        assert copy.__dict__ == error.__dict__
