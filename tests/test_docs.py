"""The documentation holds: its links lead somewhere, and its glossary has every word that qualcode uses."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from qualcode._version import __version__

ROOT = Path(__file__).resolve().parent.parent

# Named one by one, because environments and people's own studies may lie beside them.
FOLDERS = ["docs", "changelog.d", "codebooks", "transcripts_sample", "benchmarks", "notebooks", "tests"]
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])

WORDS = [
    "Project", "Document", "Turn", "Participant", "Coder", "Code", "Codebook", "Quotation", "Coding", "Round",
    "Unit", "Memo", "Theme", "Decision", "Change",
]  # fmt: skip

_FENCED = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_REFERENCE = re.compile(r"^\[[^\]]+\]:\s+<?([^\s>]+)>?", re.MULTILINE)
_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading_that_exist(page: Path) -> None:
    wrong = [link for link in links(page.read_text(encoding="utf-8")) if not leads_somewhere(page, link)]
    assert wrong == []


def test_a_link_to_nowhere_is_noticed() -> None:
    good = "[a](docs/glossary.md#glossary) `[b](code.md)` [c](https://example.org)"
    found = links(f"{good} [d](docs/no-such-page.md) [e](#no-such-heading)")
    page = ROOT / "CONTRIBUTING.md"
    assert [link for link in found if not leads_somewhere(page, link)] == [
        "docs/no-such-page.md",
        "#no-such-heading",
    ]


def test_the_glossary_explains_every_word() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| \*\*(\w+)\*\* \| \S.{20,}", glossary, re.MULTILINE)
    assert explained == WORDS


def test_the_citation_names_the_version_and_both_studies() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    first_authors = [reference["authors"][0]["family-names"] for reference in citation["references"]]
    assert first_authors == ["Noble", "Helpingstine"]


def links(text: str) -> list[str]:
    """Give the targets of the links of a page, those inside code left out."""
    prose = _INLINE_CODE.sub("", _FENCED.sub("", text))
    return _LINK.findall(prose) + _REFERENCE.findall(prose)


def leads_somewhere(page: Path, link: str) -> bool:
    """Tell whether a link has its file, and its heading if it names one; the web is not asked."""
    if _ELSEWHERE.match(link):
        return True
    path, _, heading = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not heading or target.suffix != ".md" or heading in headings(target.read_text(encoding="utf-8"))


def headings(text: str) -> list[str]:
    """Give the names by which links reach the headings of a page."""
    titles = re.findall(r"^#+\s+(.+?)\s*$", _FENCED.sub("", text), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).lower() for title in titles]
    return [re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain]
