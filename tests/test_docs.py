"""The documentation holds: its links lead somewhere, its commands run, and what it shows is what they print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from qualcode._version import __version__
from qualcode.cli.lazy import COMMANDS
from qualcode.ingest.registry import READERS, SUFFIXES
from qualcode.project.sample import build_sample
from tests.cli.commands_page import PAGE, commands_page
from tests.cli.running import fenced_commands, parse, run, run_apart, words_of

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


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


GUIDES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md"))
WITH_COMMANDS = [name for name in ["README.md", *GUIDES] if fenced_commands(page(name))]
# These say of themselves that their lines work in the folder of the sample study.
IN_THE_SAMPLE = ["docs/agreement.md", "docs/codebooks.md", "docs/codings.md", "docs/projects.md", "docs/themes.md"]


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_shown_exists_with_its_options(name: str) -> None:
    for line in fenced_commands(page(name)):
        parse(line)


def test_every_command_appears_in_the_guides_and_in_the_list() -> None:
    guides = "\n".join(page(name) for name in GUIDES if name != "docs/commands.md")
    assert [name for name in COMMANDS if not re.search(rf"qualcode {name}\b", guides)] == []
    assert [name for name in COMMANDS if f"## qualcode {name}\n" not in page("docs/commands.md")] == []


def test_every_format_that_is_read_is_named_where_one_begins() -> None:
    start = page("docs/getting-started.md")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in start] == []


def test_the_table_of_formats_names_every_reader_with_its_endings() -> None:
    rows = re.findall(r"^\| (\w+) \| ((?:`\.\w+` ?)+)\| (\S.{20,}?) \|$", page("docs/transcripts.md"), re.MULTILINE)
    shown = {name: tuple(re.findall(r"`(\.\w+)`", endings)) for name, endings, _ in rows}
    read = {name: tuple(ending for ending, reader in SUFFIXES.items() if reader == name) for name in READERS}
    assert shown == read
    assert list(shown) == list(read)


def test_the_settings_shown_for_transcripts_are_in_order() -> None:
    from qualcode.ingest.settings_read import parse_settings

    shown = re.findall(r"^```yaml\n(.*?)^```", page("docs/transcripts.md"), re.DOTALL | re.MULTILINE)
    assert [parse_settings(text).issues for text in shown] == [()]


def test_the_list_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "write it anew with `make docs`"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "study"
    build_sample(folder).project.close()
    return folder


def test_getting_started_runs_from_the_first_line_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(page("docs/getting-started.md")) > 20
    assert Path("themes.html").stat().st_size > 100_000


@pytest.mark.parametrize("name", IN_THE_SAMPLE)
def test_a_guide_runs_in_the_folder_of_the_sample_study(
    name: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "`qualcode demo study`, then `cd study`" in page(name)
    shutil.copytree(built, tmp_path / "study")
    monkeypatch.chdir(tmp_path / "study")
    assert follow(page(name)) >= 3


@pytest.mark.parametrize("name", ["README.md", "docs/agreement.md", "docs/codings.md"])
def test_the_python_shown_runs(
    name: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built, tmp_path / "study")
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"^```python\n(.*?)^```", page(name), re.DOTALL | re.MULTILINE)
    assert programs
    for program in programs:
        exec(compile(program, name, "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", ["docs/codebooks.md", "docs/codings.md", "docs/themes.md"])
def test_the_files_shown_are_in_order(name: str, tmp_path: Path) -> None:
    from qualcode.codebook import read_codebook
    from qualcode.interchange.codings_file import read_codings_file
    from qualcode.themes import read_themes

    read = {"codebooks": read_codebook, "codings": read_codings_file, "themes": read_themes}[Path(name).stem]
    files = re.findall(r"^```yaml\n(.*?)^```", page(name), re.DOTALL | re.MULTILINE)
    assert files
    for text in files:
        path = tmp_path / "shown.yaml"
        path.write_text(text, encoding="utf-8")
        assert not getattr(read(path), "issues", ())


def test_the_figures_of_the_table_of_units_are_those_of_the_sample(built: Path) -> None:
    rows = re.findall(r"^\| (\w+) \| (-?\d\.\d{3}) \| (.*?) \|$", page("docs/agreement.md"), re.MULTILINE)
    assert len(rows) == 6
    for unit, alpha, interval in rows:
        where = ("-p", str(built / "study.qualcode"))
        overall = run("agree", "--round", "main", "--unit", unit, "--used", *where).out.splitlines()[2]
        assert overall.split("  ")[0] == "overall (sets of codes)"
        assert overall.split()[-1] == alpha, unit
        assert interval in overall, unit


def follow(text: str) -> int:
    """Run the commands of a page in their order and look for what it shows in what they print; gives their number."""
    said, count = "", 0
    for kind, block in re.findall(r"^```(sh|text)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        if kind == "sh":
            lines = fenced_commands(f"```sh\n{block}```")
            # Whatever asks at the keyboard gets a process of its own, in which nobody is there.
            ran = [(run_apart if "--terminal" in line else run)(*words_of(line)) for line in lines]
            for line, one in zip(lines, ran, strict=True):
                assert one.code == 0, f"{line}\n{one.talk}"
            said, count = "\n".join(one.out + one.talk for one in ran), count + len(lines)
        elif not block.startswith(("Error:", "  row")):
            for line in block.splitlines():
                assert squeezed(line) in squeezed(said), line
    return count


def squeezed(words: str) -> str:
    """Give words without regard to line ends and the width of columns."""
    return " ".join(words.split())


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
