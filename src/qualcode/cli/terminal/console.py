"""Where the dialogue is printed and typed; here the plain way, for pipes, screen readers and dumb terminals."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Literal, Protocol, TextIO

from qualcode.cli.terminal.wrap import runs_from_right, wrap
from qualcode.codebook import Codebook
from qualcode.text import canonicalise

Style = Literal["plain", "strong", "dim"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of output; the label says in words what the style says to the eye.

    Attributes:
        label: "Passage", "Before (Interviewer)"; printed before the text, with a colon.
    """

    text: str
    label: str = ""
    style: Style = "plain"


class Console(Protocol):
    """A place to print sentences and to read lines.

    Attributes:
        plain: Whether it is read line by line, so that layout means nothing and every word counts.
    """

    plain: bool

    def say(self, *lines: Line | str) -> None:
        """Print paragraphs; an empty one is a blank line."""

    def ask(self, question: str, codebook: Codebook | None = None) -> str:
        """Read one line, offering the codes of a codebook where that is possible.

        Raises:
            EOFError: If there is no more input (Ctrl-D).
            KeyboardInterrupt: On Ctrl-C.
        """


class PlainConsole:
    """Prints lines and reads lines; nothing moves on the screen."""

    plain = True

    def __init__(self, source: TextIO | None = None, target: TextIO | None = None) -> None:
        self._source, self._target = source or sys.stdin, target or sys.stdout
        if isinstance(self._target, TextIOWrapper):
            self._target.reconfigure(errors="replace")

    def say(self, *lines: Line | str) -> None:
        """Print paragraphs, as wide as the terminal; to a pipe each is one line."""
        columns = shutil.get_terminal_size().columns if self._target.isatty() else 0
        for line in lines:
            for piece in layout(line, columns, hanging=False):
                self._target.write(f"{piece}\n")
        self._target.flush()

    def ask(self, question: str, codebook: Codebook | None = None) -> str:
        """Read one line."""
        self._target.write(question)
        self._target.flush()
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            self._target.write("\n")
            raise
        if not line:
            self._target.write("\n")
            raise EOFError
        if not self._source.isatty():
            self._target.write("\n")
        return canonicalise(line).text.strip()


def layout(line: Line | str, columns: int, *, hanging: bool = True) -> list[str]:
    """Give the lines of a paragraph, label first; text that runs from right to left stands whole below its label."""
    if isinstance(line, str):
        line = Line(line)
    text = printable(line.text)
    if not line.label:
        return wrap(text, columns)
    if runs_from_right(text):
        return [f"{line.label}:", *wrap(text, columns)]
    indent = "  " if hanging else ""
    first, *others = wrap(f"{line.label}: {text}", columns - len(indent) if columns else 0)
    return [first, *(f"{indent}{other}" for other in others)]


def printable(text: str) -> str:
    """Give a text whose control characters cannot steer the terminal."""
    return "".join(
        character if character == "\n" or unicodedata.category(character) != "Cc" else " " for character in text
    )
