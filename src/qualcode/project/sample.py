"""The sample study: where its files are, and how the method is run on them from the first step to the last."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError, SampleFolderError, SampleMissingError
from qualcode.project.import_codings import import_codings
from qualcode.project.project import Project

CODERS = ("ana", "ben")
PILOT = ("P04", "P11")
NOTICE = (
    "The interviews, the people and both codings are invented, to show the method on. "
    "No finding may be drawn from them."
)
_PROJECT = "study.qualcode"
_NAME = "Sample study: services for survivors"


@dataclass(frozen=True)
class SampleStudy:
    """The sample study, built.

    Attributes:
        folder: Where it is.
        project: The open project; close it.
        report: The HTML report.
    """

    folder: Path
    project: Project
    report: Path


def sample_files() -> Path:
    """Give the folder that holds `transcripts_sample` and `codebooks`: beside the sources, or in the installed package.

    Raises:
        SampleMissingError: If they were not installed.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_sample", package.parents[1]):
        if (folder / "transcripts_sample" / "participants.csv").is_file():
            return folder
    raise SampleMissingError(package / "_sample")


def build_sample(folder: Path | str, *, tell: Callable[[str], None] = lambda step: None) -> SampleStudy:
    """Build the sample study in a folder: copy its files, read them in, take both coders' work in, read the themes.

    Args:
        folder: A new or empty folder, or one that an earlier run of this made, which is built anew.
        tell: Is told each step, in words.

    Raises:
        SampleFolderError: If the folder holds other things.
    """
    folder = Path(folder)
    files = _copy_files(folder)
    transcripts, codings = files / "transcripts_sample", files / "transcripts_sample" / "codings"
    project = Project.create(folder / _PROJECT, name=_NAME, who="demo")
    tell("Reading the transcripts and the table of participants in")
    refused = [one.reason for one in project.documents.ingest([transcripts]) if one.outcome == "refused"]
    assert not refused, refused
    project.participants.import_table(transcripts / "participants.csv")
    tell(f"Pilot round: both coders code {' and '.join(PILOT)}, each with a list of codes of their own")
    project.rounds.open("pilot", "independent")
    for coder in CODERS:
        project.codebooks.import_file(codings / f"pilot_{coder}_codebook.yaml", owner=coder)
        import_codings(project, codings / f"pilot_{coder}.yaml", coder=coder, round_name="pilot")
    project.rounds.close("pilot")
    tell("Main round: both coders code all interviews with the master codebook")
    project.codebooks.import_file(files / "codebooks" / "noble2011.yaml", reason="the master list")
    project.rounds.open("main", "independent")
    for coder in CODERS:
        import_codings(project, codings / f"{coder}.yaml", coder=coder, round_name="main")
    project.rounds.close("main")
    tell("Gathering the quotes into themes")
    project.themes.import_file(transcripts / "themes.yaml")
    report = project.themes.write_report(folder / "report.html", round_name="main", notice=NOTICE)
    return SampleStudy(folder, project, report)


def _copy_files(folder: Path) -> Path:
    """Copy the sample's files into the folder, so that the researcher can look at them and change them."""
    source = sample_files()
    if folder.exists() and (not folder.is_dir() or folder.resolve() in (source, *source.parents)):
        raise SampleFolderError(folder)
    if folder.exists() and any(folder.iterdir()) and not _is_sample(folder / _PROJECT):
        raise SampleFolderError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (_PROJECT, f"{_PROJECT}-wal", f"{_PROJECT}-shm"):
        (folder / name).unlink(missing_ok=True)
    for name in ("transcripts_sample", "codebooks"):
        shutil.copytree(source / name, folder / name, dirs_exist_ok=True)
    return folder


def _is_sample(path: Path) -> bool:
    """Tell whether a file is the project that an earlier run made; researchers call theirs `study.qualcode`, too."""
    try:
        with Project.open(path) as project:
            return project.name == _NAME
    except QualcodeError:
        return False
