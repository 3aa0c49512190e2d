"""What the styles of a Word document say of bold and hidden words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from lxml import etree

from qualcode.ingest.docx_xml import attribute_of, child_of, switch, tags

Property = Literal["b", "vanish"]
_MOST_STEPS = 20
_STYLE = tags("style")


class Styles:
    """The styles of a document, read when the first one is asked for: many documents use none.

    Args:
        load: Gives the root of the part that defines the styles; None if there is no such part.
    """

    def __init__(self, load: Callable[[], etree._Element | None] = lambda: None) -> None:
        self._load = load
        self._said: dict[tuple[str, Property], bool | None] = {}

    def says(self, style: str, name: Property) -> bool | None:
        """Tell whether a style, or one on which it is based, turns a property on or off; None if none does."""
        if not style:
            return None
        key = (style, name)
        if key not in self._said:
            self._said[key] = self._look_up(style, name)
        return self._said[key]

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        root = self._load()
        return {} if root is None else {attribute_of(style, "styleId"): style for style in root if style.tag in _STYLE}

    def _look_up(self, key: str, name: Property) -> bool | None:
        for _ in range(_MOST_STEPS):
            style = self._styles.get(key)
            if style is None:
                return None
            properties = child_of(style, "rPr")
            said = switch(properties, name) if properties is not None else None
            if said is not None:
                return said
            based_on = child_of(style, "basedOn")
            key = attribute_of(based_on, "val") if based_on is not None else ""
        return None
