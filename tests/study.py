"""A small study that tests of storage and project share: two transcripts, a codebook, themes."""

from __future__ import annotations

from pathlib import Path

from qualcode.project import Project

TALK = """Interviewer: How is it here?

{name}: I feel safe. The door holds. मुझे डर नहीं लगता।

Interviewer: And at night?

{name}: At night I lie awake. Then I count 👩‍👩‍👧. Then I sleep. I feel safe again.
"""

CODEBOOK = """
codebook: small
codes:
  - Needs:
      codes:
        - Safety: [Physical safety, Emotional safety]
        - Sleep: Rest at night.
  - Fear
"""

THEMES = """
title: Small themes
codebook: small
themes:
  - name: What they need
    claim: They need much.
    themes:
      - name: Safety first
        claim: Safety comes first.
        codes: [Safety]
        quotations:
          - document: A
            quote: The door holds.
            why: short
      - name: Rest
        only: [Sleep]
"""


def write_files(folder: Path) -> None:
    """Write A.txt, B.txt, small.yaml and themes.yaml."""
    for name in ("A", "B"):
        (folder / f"{name}.txt").write_text(TALK.format(name=f"P{name}"), encoding="utf-8")
    (folder / "small.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "themes.yaml").write_text(THEMES, encoding="utf-8")


def make_study(place: Path | str, folder: Path, *, who: str = "ana") -> Project:
    """Make a project of the files, open."""
    write_files(folder)
    project = Project.create(place, who=who)
    project.documents.ingest([folder / "A.txt", folder / "B.txt"])
    project.codebooks.import_file(folder / "small.yaml")
    return project
