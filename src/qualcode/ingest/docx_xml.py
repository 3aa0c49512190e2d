"""Names, attributes and switches of Word's XML, in both forms of the standard."""

from __future__ import annotations

from functools import cache

from lxml import etree

# Word's own namespace, as most programs write it and as the strict form of the standard has it.
SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_OFF = ("0", "false", "off")


@cache
def in_both(name: str) -> tuple[str, ...]:
    """Give a name with either namespace."""
    return tuple(f"{{{space}}}{name}" for space in SPACES)


def tags(*names: str) -> frozenset[str]:
    """Give the elements of these names, in both namespaces."""
    return frozenset(tag for name in names for tag in in_both(name))


def attribute_of(element: etree._Element, name: str) -> str:
    """Give an attribute of Word's namespace, in either form; empty if there is none."""
    for tag in in_both(name):
        value = element.get(tag)
        if value is not None:
            return value
    return ""


def child_of(element: etree._Element, *steps: str) -> etree._Element | None:
    """Follow child elements of Word's namespace down; None if one is missing."""
    found = element
    for step in steps:
        for tag in in_both(step):
            below = found.find(tag)
            if below is not None:
                found = below
                break
        else:
            return None
    return found


def switch(properties: etree._Element, name: str) -> bool | None:
    """Tell whether a property like "hidden" is turned on or off; None where nothing is said."""
    element = child_of(properties, name)
    return None if element is None else is_on(element)


def is_on(element: etree._Element) -> bool:
    """Tell whether a property that is there is not turned off."""
    return attribute_of(element, "val") not in _OFF
