"""What holds at a place of an RTF document: the state that groups inherit, and the fonts."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.ingest.rtf_story import Story


@dataclass(slots=True)
class State:
    """What holds until the group ends."""

    story: Story
    skips: bool = False
    fallback: int = 1
    font: int = -1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    in_table: bool = False
    level: int = 1
    in_fonts: bool = False
    both_forms: bool = False

    def inner(self) -> State:
        """Give what holds at the beginning of a group inside this one: the same."""
        return State(
            self.story, self.skips, self.fallback, self.font, self.bold, self.hidden, self.deleted, self.inserted,
            self.in_table, self.level, self.in_fonts, self.both_forms,
        )  # fmt: skip

    @property
    def depth(self) -> int:
        """How deep in tables a paragraph stands."""
        return self.level if self.in_table else 0

    def plain(self) -> None:
        """Turn off what belongs to words."""
        self.bold = self.hidden = self.deleted = self.inserted = False
        self.font = -1


@dataclass(slots=True)
class Font:
    """A font as the table of fonts describes it: its character set, the code page of it, its name."""

    charset: int = 1
    code_page: str | None = None
    name: str = ""


@dataclass
class WesternBytes:
    """Bytes in fonts of the Western character set, in a document whose own code page is another one."""

    code_page: str
    data: bytearray = field(default_factory=bytearray)
