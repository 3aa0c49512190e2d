"""The text of a document is what LibreOffice makes of the same file, up to the differences that are stated here.

Documents of our own are read, and what LibreOffice itself writes from them: .docx, .odt, .rtf, .html and .pdf.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from qualcode.ingest import ReadOptions, read_source, read_transcript
from tests.ingest.rich import everything_docx

_SOFFICE = shutil.which("soffice")
_REQUIRED = "QUALCODE_REQUIRE_LIBREOFFICE"
_TEXT = "txt:Text (encoded):UTF8"

# What LibreOffice writes and we do not: words that were deleted or hidden, the place from which words were moved, and
# the numbers of notes; the notes themselves it leaves out.
_DIFFERENCES = (("gone ", ""), ("unseen ", ""), ("went stay", "stay"), ("kind1", "kind[1]"))
# Numbers and bullets of lists.
_LIST_MARK = re.compile(r"^\s*(?:\d+\.|[•◦▪\uf0b7-])\s+")
_TALK = "we had the shop until my father fell ill and then it was over after a year or so co-operation began"


def lists(path: Path) -> None:
    """A document as python-docx writes it, with headings, lists and a table."""
    import docx as python_docx

    document = python_docx.Document()
    document.add_heading("Interview", 1)
    document.add_paragraph("I: Which ones?")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    document.add_paragraph("P01: The \u201cfirst\u201d \u2013 of course.")
    document.save(str(path))


def pages(path: Path) -> None:
    """A document of several pages with a header and page numbers."""
    import docx as python_docx

    chance = random.Random(7)
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "Study of shops, interview 7"
    for number in range(1, 31):
        document.add_paragraph(f"I: What happened in year {number}?")
        words = (chance.choice(_TALK.split()) for _ in range(40 + 10 * (number % 5)))
        document.add_paragraph(f"P01: {' '.join(words)}.")
    document.save(str(path))


def convert(kind: str, folder: Path, *files: Path) -> None:
    """Let LibreOffice write files of another kind into a folder."""
    assert _SOFFICE is not None
    profile = folder.parent / "profile"
    subprocess.run(
        [
            _SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents as `<name>_<writer>.<suffix>`, with LibreOffice's text of each beside it (.txt)."""
    if _SOFFICE is None:
        if os.environ.get(_REQUIRED):
            pytest.fail(f"LibreOffice is missing, and {_REQUIRED} asks for it; install libreoffice-writer-nogui.")
        pytest.skip("LibreOffice is not installed")
    root = tmp_path_factory.mktemp("libreoffice")
    own, theirs, texts = root / "own", root / "theirs", root / "texts"
    for folder in (own, theirs, texts):
        folder.mkdir()
    (own / "everything.docx").write_bytes(everything_docx())
    lists(own / "lists.docx")
    pages(own / "pages.docx")
    originals = sorted(own.iterdir())
    for kind in ("docx", "odt", "rtf", "html", "pdf"):
        convert(kind, theirs, *originals)
    for path in [*own.iterdir(), *theirs.iterdir()]:
        if path.suffix in (".docx", ".odt", ".rtf", ".html", ".pdf"):
            shutil.copy(
                path, texts / f"{path.stem}_{'own' if path.parent == own else 'theirs'}_{path.suffix[1:]}{path.suffix}"
            )
    convert(_TEXT, texts, *sorted(path for path in texts.iterdir() if path.suffix in (".docx", ".odt", ".rtf")))
    return texts


def lines_of(text: str) -> list[str]:
    """The lines as they are compared: each cell and line by itself, without list marks and empty lines."""
    return [line.strip() for line in re.split(r"[\n\t]", text) if line.strip()]


def theirs(folder: Path, name: str) -> list[str]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8-sig").replace("\r", "")
    for written_by_them, written_by_us in _DIFFERENCES:
        text = text.replace(written_by_them, written_by_us)
    text = "\n".join(_LIST_MARK.sub("", line) for line in text.splitlines())
    return lines_of(text.replace("\u00ad", ""))


def ours(path: Path, **options: bool) -> list[str]:
    transcript = read_transcript(read_source(path), ReadOptions(**options))
    # Notes stand behind the text.
    return lines_of(transcript.text.split("\n\n[1] ")[0])


@pytest.mark.parametrize("name", ["everything", "lists", "pages"])
@pytest.mark.parametrize("kind", ["own_docx", "theirs_docx", "theirs_odt", "theirs_rtf"])
def test_the_text_is_the_one_that_libreoffice_gives(written: Path, name: str, kind: str) -> None:
    path = next(written.glob(f"{name}_{kind}.[dor]*"))
    assert ours(path) == theirs(written, f"{name}_{kind}")


@pytest.mark.parametrize("kind", ["own_docx", "theirs_docx", "theirs_odt", "theirs_rtf"])
def test_a_comment_keeps_its_words_author_and_place(written: Path, kind: str) -> None:
    transcript = read_transcript(read_source(next(written.glob(f"everything_{kind}.[dor]*"))))
    (comment,) = transcript.comments
    assert (comment.author, comment.text, comment.at[:16]) == ("Ann", "a comment", "2024-01-02T03:04")
    assert transcript.text[comment.start : comment.end].removesuffix("[1]") == "kind"


@pytest.mark.parametrize("name", ["lists", "pages"])
def test_a_web_page_written_by_libreoffice_holds_the_same_lines(written: Path, name: str) -> None:
    assert ours(written / f"{name}_theirs_html.html") == theirs(written, f"{name}_own_docx")


def test_a_pdf_gives_back_the_paragraphs_when_heads_are_dropped_and_wraps_joined(written: Path) -> None:
    path = written / "pages_theirs_pdf.pdf"
    assert ours(path, drop_running_heads=True, join_wraps=True) == theirs(written, "pages_own_docx")
    kept = " ".join(ours(path))
    assert kept.count("Study of shops, interview 7") > 3


def test_a_pdf_read_as_it_is_holds_the_same_words(written: Path) -> None:
    words = " ".join(ours(written / "lists_theirs_pdf.pdf")).split()
    assert [word for word in words if word not in ("1.", "•")] == " ".join(theirs(written, "lists_own_docx")).split()
