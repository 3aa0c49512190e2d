"""The layout of a YAML file that people wrote: its scalars as they stand, and its comments, which follow their codes.

ruamel.yaml hangs a comment on the value before it. People write one above what it is about. So comments above a code
are taken off the value before, and put on whatever comes to stand before that code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ruamel.yaml import YAML

# Lines are broken where people broke them, or by `text_node`, never by ruamel.yaml, which would break all of them anew.
_NEVER_WRAP = 1_000_000
_WRAP_POINTS = 88
# Control characters and other line ends have to be escaped, which only double quotes allow.
_TO_ESCAPE = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN_WORD = re.compile(r"\w(?:[^:#,\[\]{}\"]*[^:#,\[\]{}\"\s])?")
_DASH = re.compile(r"^codes:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)


class AsWritten(str):
    """A number, date, truth or nothing, in the very characters of the file."""

    __slots__ = ("tag",)
    tag: str

    @property
    def is_nothing(self) -> bool:
        """Whether YAML means nothing by it."""
        return self.tag.endswith(":null")


def layout_yaml(onto: str) -> YAML:
    """Give a reader and writer that keeps comments, quotes, order, indentation and scalars of an older text."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import RoundTripConstructor
    from ruamel.yaml.representer import RoundTripRepresenter

    lines = onto.split("\n")

    class Constructor(RoundTripConstructor):
        def construct_scalar(self, node: Any) -> Any:
            broken = None if node.style in ("|", ">") else _as_broken(node, lines)
            return super().construct_scalar(node) if broken is None else broken

    class Representer(RoundTripRepresenter):
        pass

    def construct(_: Any, node: Any) -> AsWritten:
        scalar = AsWritten(node.value)
        scalar.tag = str(node.tag)
        return scalar

    for kind in ("bool", "int", "float", "null", "timestamp"):
        Constructor.add_constructor(f"tag:yaml.org,2002:{kind}", construct)
    Representer.add_representer(AsWritten, lambda writer, scalar: writer.represent_scalar(scalar.tag, str(scalar)))
    yaml = YAML()  # the round-trip mode
    yaml.Constructor, yaml.Representer = Constructor, Representer
    yaml.width = _NEVER_WRAP
    dash = _DASH.search(onto)
    offset = len(dash[1]) if dash else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    return yaml


def text_node(text: str) -> Any:
    """Give a text in the form that is easiest to read and to write on."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

    if _TO_ESCAPE.search(text):
        return DoubleQuotedScalarString(text)
    if "\n" in text:
        return LiteralScalarString(text)
    words = text.split(" ")
    if len(text) <= _WRAP_POINTS or not all(words) or "\t" in text:
        return PlainScalarString(text)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > _WRAP_POINTS:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return _folded(lines)


def list_node(words: Iterable[str]) -> Any:
    """Give words as a list on one line."""
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    # What ruamel.yaml leaves without quotes within brackets (":a") older readers of YAML do not understand.
    listed = CommentedSeq(word if _PLAIN_WORD.fullmatch(word) else DoubleQuotedScalarString(word) for word in words)
    listed.fa.set_flow_style()
    return listed


def _as_broken(node: Any, lines: list[str]) -> Any:
    """Give a text that stands on several lines without a sign for it, with the sign: its lines stay as they are."""
    first, last = node.start_mark, node.end_mark
    if first.line == last.line or lines[last.line][last.column :].strip():
        return None
    written = [lines[first.line][first.column :], *lines[first.line + 1 : last.line], lines[last.line][: last.column]]
    words = iter(str(node.value).split(" "))
    broken = [" ".join(islice(words, len(line.split()))) for line in written]
    if " ".join(broken) != node.value or not all(broken) or _TO_ESCAPE.search(node.value):
        return None
    return _folded(broken)


def _folded(lines: list[str]) -> Any:
    from ruamel.yaml.scalarstring import FoldedScalarString

    folded = FoldedScalarString(" ".join(lines))
    lengths = accumulate(len(line) + 1 for line in lines[:-1])
    folded.fold_pos = [length - 1 for length in lengths]
    return folded


class Place(NamedTuple):
    """Where ruamel.yaml keeps the comment behind a value."""

    container: Any
    key: Any

    @property
    def _slot(self) -> int:
        return 2 if hasattr(self.container, "items") else 0

    @property
    def token(self) -> Any:
        """The comments on the value's line and on the lines below, up to the next value; None if there are none."""
        tokens = self.container.ca.items.get(self.key)
        return tokens[self._slot] if tokens else None

    def put(self, token: Any) -> None:
        """Replace the comment."""
        self.container.ca.items.setdefault(self.key, [None, None, None, None])[self._slot] = token


def last_place(container: Any, key: Any) -> Place:
    """Give the place of the last value at or below a key: what is written just before the next thing."""
    value = container[key]
    if isinstance(value, dict | list) and value and hasattr(value, "fa") and not value.fa.flow_style():
        return last_place(value, next(reversed(value)) if isinstance(value, dict) else len(value) - 1)
    return Place(container, key)


def take_lead(place: Place, dash_column: int) -> str:
    """Take the comment lines off a place that stand above the next code, whose dash is in the column."""
    if place.token is None:
        return ""
    line_rest, newline, below = place.token.value.partition("\n")
    lines = below.splitlines(keepends=True)
    own = 0
    for at, line in enumerate(lines, start=1):
        if line.strip() and len(line) - len(line.lstrip()) > dash_column:
            own = at
    place.put(_token(line_rest + newline + "".join(lines[:own]), place.token.column))
    return "".join(lines[own:])


def put_lead(place: Place, lead: str) -> None:
    """Put comment lines behind a place, above what comes next."""
    if lead:
        before, column = (place.token.value, place.token.column) if place.token else ("\n", 0)
        place.put(_token(before + lead, column))


def _token(comment: str, column: int) -> Any:
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    return CommentToken(comment, CommentMark(column), None, column) if comment.strip("\n") else None


def comments_of(text: str) -> list[str]:
    """Give all comments of a YAML text, in order: what stands between its tokens."""
    import yaml

    from qualcode.text.yaml_depth import YAML_LOADER

    comments: list[str] = []
    lines = text.split("\n")
    line, column = 0, 0
    for token in yaml.scan(text, Loader=YAML_LOADER):
        gap = lines[line : token.start_mark.line + 1]
        if gap:
            gap[-1] = gap[-1][: token.start_mark.column]
            gap[0] = gap[0][column:]
        comments += [found.strip() for found in gap if found.strip().startswith("#")]
        line, column = token.end_mark.line, token.end_mark.column
    return comments


def with_lost_comments(written: str, onto: str) -> str:
    """Put comments whose place is gone (their code was merged, their field emptied) at the end; none is lost."""
    kept = Counter(comments_of(written))
    lost: list[str] = []
    for comment in comments_of(onto):
        if kept[comment]:
            kept[comment] -= 1
        else:
            lost.append(f"{comment}\n")
    return written + "".join(lost)
