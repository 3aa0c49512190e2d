"""Markdown transcripts: the text stays as it is written, the heads in it are known."""

from __future__ import annotations

import pytest

from qualcode.ingest import Source, read_transcript


@pytest.mark.parametrize(
    "text",
    [
        "# Talk\n\n**I:** \\[01:46\\] so?\n\n**P\\_01:** \\[01:50\\] yes.\n\n**I:** \\[02:00\\] and?\n",
        "## I\n\nso?\n\n## P\\_01\n\nyes.\n\n## I\n\nand?\n",
        "- **I:** so?\n- **P_01:** yes.\n- **I:** and?\n",
        "> **I:** so?\n\n> **P_01:** yes.\n\n> **I:** and?\n",
        "---\ntitle: Talk\ndate: 2020-01-01\n---\n\n__I__: so?\n\n__P_01__: yes.\n\n__I__: and?\n",
        "| Speaker | Text |\n|---|---|\n| I | so? |\n| P_01 | yes. |\n| I | and? |\n",
        "*I*: so?\\\n*P_01*: yes.\\\n*I*: and?\n",
    ],
)
def test_heads_are_known_and_the_text_stays_as_written(text: str) -> None:
    transcript = read_transcript(Source("talk.md", text.encode()))
    assert transcript.text == text
    assert [turn.speaker for turn in transcript.turns] == ["I", "P_01", "I"]
    assert "The marks of Markdown (*, #, \\) stay in the text as they are written." in transcript.remarks
