"""`qualcode demo`: the sample study, part by part, the same every time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Ran, run


@dataclass(frozen=True)
class Demo:
    folder: Path
    first: Ran
    report: bytes
    again: Ran


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo, run twice into one folder."""
    folder = tmp_path_factory.mktemp("demo") / "study"
    first = run("demo", str(folder))
    report = (folder / "report.html").read_bytes()
    return Demo(folder, first, report, run("demo", str(folder)))


def test_the_demo_shows_its_six_parts_in_order(demo: Demo) -> None:
    assert demo.first.code == 0
    assert re.findall(r"^\d\. .*", demo.first.out, re.MULTILINE) == [
        "1. The interviews",
        "2. Coding progress",
        "3. Agreement between the coders",
        "4. Themes and how widespread they are",
        "5. Three quotes for each domain",
        "6. The report",
    ]


def test_the_demo_is_the_same_twice(demo: Demo) -> None:
    assert demo.again.out == demo.first.out
    assert (demo.folder / "report.html").read_bytes() == demo.report


def test_the_demo_says_that_all_is_invented(demo: Demo) -> None:
    said = " ".join(demo.first.out.split())
    assert "The interviews, the people and both codings are invented" in said
    assert "No finding may be drawn from them." in said


def test_the_demo_talks_beside_its_results(demo: Demo) -> None:
    assert "Reading the transcripts" in demo.first.talk
    assert "Reading the transcripts" not in demo.first.out
    assert "-0.00 " not in demo.first.out


def test_each_domain_has_three_quotes(demo: Demo) -> None:
    part = demo.first.out.split("5. Three quotes for each domain")[1].split("6. The report")[0]
    domains = re.findall(r"^[A-Z].*", part, re.MULTILINE)
    assert domains == ["Client needs", "Programme services", "Challenges", "Care for the whole person"]
    for quotes in re.split(r"^[A-Z].*", part, flags=re.MULTILINE)[1:]:
        assert quotes.count("; coded by ") == 3
