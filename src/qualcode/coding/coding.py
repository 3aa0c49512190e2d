"""Who says so, where: coders, rounds, quotations, codings, memos, and what each coder has read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.codebook.code import fold_name
from qualcode.text.anchor import Anchor
from qualcode.text.ids import named_id

Certainty = Literal["sure", "unsure"]
RoundKind = Literal["independent", "shared"]
MemoTarget = Literal["project", "document", "quotation", "code", "coding", "theme", "decision"]


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes.

    Attributes:
        id: Made of the name, so that `ana` on two computers is one coder when their copies are merged.
        name: Unique in the project.
    """

    id: str
    name: str
    created_at: str = ""


def make_coder(name: str, created_at: str = "") -> Coder:
    """Make the coder of a name."""
    return Coder(named_id("coder", fold_name(name)), name.strip(), created_at)


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of coding.

    Attributes:
        name: Unique in the project.
        kind: "independent": the codings of others are hidden until the round is closed; "shared": everybody sees
            everything.
        opened_at, closed_at: ISO 8601, UTC; `closed_at` is None while the round is open.
    """

    id: str
    name: str
    kind: RoundKind = "shared"
    opened_at: str = ""
    closed_at: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the round takes codings."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a document that a coder has marked, with or without codes.

    Attributes:
        anchor: Place and words; of a lost quotation those it had last.
        lost_at: When a revision of the document lost its words (ISO 8601, UTC); None while it has a place.
    """

    id: str
    document_id: str
    coder_id: str
    anchor: Anchor
    created_at: str = ""
    lost_at: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """One code put on one quotation by one coder, at a time, in a round.

    Attributes:
        certainty: "unsure" marks what the coder wants to come back to.
    """

    id: str
    quotation_id: str
    code_id: str
    coder_id: str
    round_id: str
    certainty: Certainty = "sure"
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on anything: the project, a document, a quotation, a code, a coding, a theme, a decision."""

    id: str
    target: MemoTarget
    target_id: str
    coder_id: str | None
    text: str
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a coder has come with a document in a round.

    "Read, left uncoded" and "not read" are different facts: only finished documents count as read.

    Attributes:
        position: Code point from which to go on.
        finished_at: ISO 8601, UTC; None while the coder is not done.
    """

    coder_id: str
    document_id: str
    round_id: str
    position: int = 0
    finished_at: str | None = None

    @property
    def finished(self) -> bool:
        """Whether the coder has read the document to its end."""
        return self.finished_at is not None
