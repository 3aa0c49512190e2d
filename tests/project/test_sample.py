"""The sample study is built whole, and never over other work."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import SampleFolderError, SampleMissingError
from qualcode.project import Project
from qualcode.project import sample as sample_module
from qualcode.project.checking import check_project
from qualcode.project.sample import SampleStudy, build_sample, sample_files


def test_the_whole_study_is_in_the_project(sample: SampleStudy) -> None:
    project = sample.project
    assert len(project.documents.list()) == 13
    assert len(project.codings.rows()) == 767
    assert [coder.name for coder in project.coders.list()] == ["ana", "ben"]
    assert [(one.name, one.kind, one.is_open) for one in project.rounds.list()] == [
        ("pilot", "independent", False),
        ("main", "independent", False),
    ]
    assert [book.owner for book in project.codebooks.list()] == [None, "ana", "ben"]
    assert len(project.participants.list()) == 13
    assert all(document.participant for document in project.documents.list())
    assert set(project.readings.frame()["finished"]) == {"yes"}
    assert len(project.themes.tree()) > 10
    assert sample.report.is_file()
    assert check_project(project).problems == ()


def test_each_pilot_list_holds_the_codings_of_its_coder_only(sample: SampleStudy) -> None:
    for coder in ("ana", "ben"):
        rows = sample.project.codings.rows(codebook=f"{coder}-pilot")
        assert {(row.coder, row.round) for row in rows} == {(coder, "pilot")}


def test_the_lengths_of_the_interviews_are_those_of_the_researchers_table(sample: SampleStudy) -> None:
    minutes = dict(zip(*(sample.project.documents.frame()[column] for column in ("document", "minutes")), strict=True))
    assert (minutes["P01"], minutes["P08"]) == (61.0, 29.0)


def test_the_study_is_built_anew_where_it_was_built_before(tmp_path: Path) -> None:
    told: list[str] = []
    build_sample(tmp_path / "study", tell=told.append).project.close()
    assert told[0] == "Reading the transcripts and the table of participants in"
    with Project.open(tmp_path / "study" / "study.qualcode") as project:
        project.memos.add("project", project.id, "mine")
    with build_sample(tmp_path / "study").project as project:
        assert all(memo.text != "mine" for memo in project.memos.list("project"))
        assert len(project.codings.rows()) == 767


def _refused(folder: Path) -> None:
    with pytest.raises(SampleFolderError) as error:
        build_sample(folder)
    assert str(error.value) == (
        f"{folder} holds other files and was left as it is; name a new folder for the sample study."
    )


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    _refused(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    _refused(tmp_path / "thesis.docx")


def test_a_study_of_ones_own_is_not_taken_for_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    Project.create(path, name="My study").close()
    before = path.read_bytes()
    _refused(tmp_path)
    assert path.read_bytes() == before
    path.write_bytes(b"damaged")
    _refused(tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == ["study.qualcode"]


def test_the_samples_own_files_are_not_built_over() -> None:
    _refused(sample_files())
    _refused(sample_files().parent)


def test_a_sample_that_was_not_installed_is_missed_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_module, "__file__", str(tmp_path / "a" / "qualcode" / "project" / "sample.py"))
    with pytest.raises(SampleMissingError, match=r"The sample study is missing; it should be in .*_sample\. Install"):
        sample_files()
