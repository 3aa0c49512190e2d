"""Ingesting: how fast transcripts are read, beside the plain ways to get at their words."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Figure, Timing, time_in_turn, time_it
from benchmarks.runner import Result
from benchmarks.size import Size
from qualcode.ingest import find_turns, read_source, read_transcript
from qualcode.project import Project

_SENTENCE = "So we went there again in the morning and waited until somebody came to open the door for us"
_WORDS_PER_TURN = 2 * len(_SENTENCE.split())


def run(folder: Path, size: Size) -> Result:
    """Measure the reading of transcripts; the files are made anew in a folder of their own."""
    files = folder / "ingesting"
    files.mkdir(exist_ok=True)
    count, words = max(2, size.documents // 10), size.words
    docx = [_write_docx(files / f"{number}.docx", words, number) for number in range(count)]
    txt = [_write_txt(files / f"{number}.txt", words, number) for number in range(count)]
    long = _write_docx(files / "long.docx", 20 * words, 0)
    runs = 3
    many_docx, plain_docx = time_in_turn(lambda: _ingest(docx), lambda: _plain(docx), runs=runs)
    kept = time_it(lambda: _keep(docx), runs=runs)
    one_long, plain_long = time_in_turn(lambda: _ingest([long]), lambda: _plain([long]), runs=runs)
    many_txt, plain_txt = time_in_turn(
        lambda: _ingest(txt), lambda: [path.read_text(encoding="utf-8") for path in txt], runs=runs
    )
    text = _talk(20 * words, 0)
    heads = time_it(lambda: find_turns(text), runs=runs)
    python_docx = "python-docx: the text of its paragraphs"
    figures = (
        Figure(f"{count} .docx of {words:,} words", many_docx, yardstick=python_docx, yardstick_timing=plain_docx),
        Figure("the same, kept in a new project", kept, yardstick=python_docx, yardstick_timing=plain_docx),
        Figure(f"one .docx of {20 * words:,} words", one_long, yardstick=python_docx, yardstick_timing=plain_long),
        Figure(f"{count} .txt of {words:,} words", many_txt, yardstick="`Path.read_text`", yardstick_timing=plain_txt),
        Figure(f"finding the speakers in {20 * words:,} words", heads),
    )
    return Result("Reading transcripts", figures, (_speed(many_docx, count * words),))


def _speed(timing: Timing, words: int) -> str:
    return (
        f"That is {words / timing.median:,.0f} words of .docx a second in one process, from the file to turns, "
        "speakers, roles and times, with the archive checked first."
    )


def _ingest(paths: Sequence[Path]) -> None:
    for path in paths:
        read_transcript(read_source(path))


def _keep(paths: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder, Project.create(Path(folder) / "new.qualcode") as project:
        project.documents.ingest(paths)


def _plain(paths: Sequence[Path]) -> None:
    from docx import Document

    for path in paths:
        _ = [paragraph.text for paragraph in Document(str(path)).paragraphs]


def _talk(words: int, number: int) -> str:
    turns = []
    for turn in range(max(1, words // _WORDS_PER_TURN)):
        speaker = "Interviewer" if turn % 2 == 0 else f"P{number:02}"
        turns.append(f"{speaker}: {_SENTENCE}, {turn}. {_SENTENCE}, {number}.")
    return "\n\n".join(turns)


def _write_txt(path: Path, words: int, number: int) -> Path:
    path.write_text(_talk(words, number), encoding="utf-8")
    return path


def _write_docx(path: Path, words: int, number: int) -> Path:
    """Write a document as a typist does: the label bold, in a run of its own."""
    from docx import Document

    document = Document()
    for turn in _talk(words, number).split("\n\n"):
        speaker, _, said = turn.partition(": ")
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{speaker}: ").bold = True
        paragraph.add_run(said)
    document.save(str(path))
    return path
