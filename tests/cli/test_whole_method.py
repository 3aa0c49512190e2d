"""The whole method by commands alone: from transcripts to a report, by two coders, and back a step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.project.sample import sample_files
from tests.cli.running import Ran, run_line


def done(line: str) -> Ran:
    """Run a command that must go well."""
    ran = run_line(line)
    assert ran.code == 0, ran.talk
    return ran


def test_a_study_from_transcripts_to_themes(empty: Path) -> None:
    for folder in ("transcripts_sample", "codebooks"):
        shutil.copytree(sample_files() / folder, folder)

    assert 'Made the project "Mine"' in done("qualcode init mine --name Mine").talk
    assert "13 added, 0 already in the project, 0 refused." in done("qualcode ingest transcripts_sample/").talk
    assert len(done("qualcode documents --format json").json) == 13
    done("qualcode participants --from transcripts_sample/participants.csv")
    done("qualcode codebook import codebooks/noble2011.yaml --reason 'agreed on Monday'")
    done("qualcode rounds open main --independent")

    for coder, codings in (("ana", 350), ("ben", 285)):
        taken = done(f"qualcode code --coder {coder} --from transcripts_sample/codings/{coder}.yaml")
        assert f"{codings} codings from {coder}.yaml; 0 there already; 13 documents finished." in taken.talk
        again = done(f"qualcode code --coder {coder} --from transcripts_sample/codings/{coder}.yaml")
        assert f"0 codings from {coder}.yaml; {codings} there already" in again.talk

    progress = done("qualcode progress --format json").json
    assert [(row["coder"], row["finished"]) for row in progress] == [("ana", "yes"), ("ben", "yes")] * 13

    open_still = done("qualcode agree --format json")
    assert 'The independent round "main" is still open' in open_still.talk
    done("qualcode rounds close main")
    agreed = done("qualcode agree --format json")
    assert "still open" not in agreed.talk
    overall = agreed.json[0]
    assert overall["krippendorff_alpha"] == pytest.approx(0.382, abs=0.0005)
    assert overall["documents"] == 13

    done("qualcode themes --from transcripts_sample/themes.yaml")
    safety = next(row for row in done("qualcode themes --format json").json if row["theme"] == "Safety comes first")
    quotes = done('qualcode quotes "Safety comes first" --format json').json
    assert len(quotes) == safety["quotations"]
    assert "the door holds" in " ".join(quote["words"] for quote in quotes)

    done("qualcode report themes.html")
    assert "Safety comes first" in Path("themes.html").read_text(encoding="utf-8")

    latest = done("qualcode history --limit 1 --format json").json[0]
    assert latest["what"] == "themes from themes.yaml"
    assert "Took back: themes from themes.yaml" in done("qualcode undo").talk
    assert run_line("qualcode themes").code == 2
    assert "Brought back: themes from themes.yaml" in done("qualcode undo --redo").talk
    done("qualcode themes")
    assert "Everything is in order." in done("qualcode check").talk


def test_one_command_makes_the_project_and_takes_everything_in(empty: Path) -> None:
    sample = sample_files()
    line = (
        f"qualcode code {sample}/transcripts_sample --codebook {sample}/codebooks/noble2011.yaml --coder ana "
        f"--from {sample}/transcripts_sample/codings/ana.yaml"
    )
    refused = run_line(line)
    assert refused.code != 0
    assert "qualcode rounds open" in refused.talk
    done("qualcode rounds open main --independent")
    assert "350 codings" in done(line).talk
    assert Path("study.qualcode").exists()
