"""How large the material of a run is, and how often each thing is timed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Amounts.

    Attributes:
        documents, words: Documents of the large project, and words of each.
        quotations: Marked by each of the two coders of a document; every fourth carries two codes.
        codes: In its codebook.
        batch: Codings written in one go.
        singles: Codings written one at a time.
        runs: How often each thing is timed; the median counts.
    """

    documents: int
    words: int
    quotations: int
    codes: int
    batch: int
    singles: int
    runs: int

    @property
    def codings(self) -> int:
        """Codings of the large project."""
        return self.documents * self.codings_per_document

    @property
    def codings_per_document(self) -> int:
        return 2 * (self.quotations + self.quotations // 4)

    @property
    def all_words(self) -> int:
        return self.documents * self.words


FULL = Size(documents=1_000, words=10_000, quotations=400, codes=500, batch=10_000, singles=200, runs=7)
QUICK = Size(documents=50, words=2_000, quotations=80, codes=100, batch=2_000, singles=50, runs=3)
TINY = Size(documents=4, words=300, quotations=8, codes=10, batch=40, singles=3, runs=1)
