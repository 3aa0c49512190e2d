"""A short run of the fuzz script: broken files lead to transcripts or sentences, quickly."""

from __future__ import annotations

import time

import pytest

from qualcode.ingest import READERS
from tests.fuzz.ingest_fuzz import LONGEST_S, broken_files, try_file


@pytest.mark.parametrize("name", list(READERS))
def test_broken_files_lead_to_transcripts_or_sentences(name: str) -> None:
    for number, data in enumerate(broken_files(name, 100)):
        begun = time.perf_counter()
        assert try_file(name, data) in ("read", "refused"), f"file {number}"
        assert time.perf_counter() - begun < LONGEST_S, f"file {number}"


def test_the_same_files_are_broken_the_same_way_every_time() -> None:
    assert list(broken_files("docx", 5)) == list(broken_files("docx", 5))
