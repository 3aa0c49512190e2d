"""What the styles of an OpenDocument text say of bold and hidden words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BOLD = ("bold", "600", "700", "800", "900")
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles that turn bold on or off, and those that hide words, by their name.

    Attributes:
        bold: True or False where a style, or one it inherits from, says something.
        hidden: Styles of words and of sections that are not shown.
    """

    bold: Mapping[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """Read the styles of all parts that define some; later parts go before earlier ones."""
    styles = {style.get(f"{_STYLE}name", ""): style for root in roots for style in root.iter(f"{_STYLE}style")}
    said = {name: _is_bold(styles, name) for name in styles}
    hidden = (name for name, style in styles.items() if _hides(style))
    return Styles({name: bold for name, bold in said.items() if bold is not None}, frozenset(hidden))


def _is_bold(styles: Mapping[str, etree._Element], name: str) -> bool | None:
    for _ in range(_MOST_STEPS):
        style = styles.get(name)
        if style is None:
            return None
        weights = (properties.get(f"{_FO}font-weight") for properties in style.iter(f"{_STYLE}text-properties"))
        weight = next(filter(None, weights), None)
        if weight is not None:
            return weight in _BOLD
        name = style.get(f"{_STYLE}parent-style-name", "")
    return None


def _hides(style: etree._Element) -> bool:
    return any(properties.get(f"{_TEXT}display") == "none" for properties in style.iter(f"{_STYLE}text-properties"))
