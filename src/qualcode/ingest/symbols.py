"""Characters of symbol fonts, which keep theirs in the private area above U+F000: what they look like."""

from __future__ import annotations

import re

_PRIVATE = re.compile("[\uf020-\uf0ff]")
# Codes 0x22 to 0x7E and 0xA0 to 0xFE of the Symbol font; a full stop where it has nothing that Unicode knows.
_SYMBOL_LOW = "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪.〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = dict(enumerate(_SYMBOL_LOW, 0x22)) | dict(enumerate(_SYMBOL_HIGH, 0xA0)) | {0x20: " ", 0x21: "!"}
_WINGDINGS = dict(
    zip(
        b"JKL\x6c\x6e\x71\x75\x76\x9f\xa7\xa8\xd8\xdf\xe0\xe1\xe2\xe8\xf0\xfb\xfc\xfd\xfe",
        "☺😐☹●■❑◆❖•▪◻➢←→↑↓➔⇨✗✓☒☑",
        strict=True,
    )
)
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
SYMBOL_FONTS = ("Symbol", "Wingdings")
# Bullets and arrows that Word's defaults take from these fonts, also where the font is not named.
_ANY_FONT = {0xB7: "•", 0xA7: "▪", 0xE0: "→", 0xDF: "←", 0x4A: "☺", 0x4C: "☹", 0xFC: "✓", 0xD8: "➢"}


def symbol_character(code: str, font: str) -> str:
    """Give the character of a symbol that is written as a hexadecimal code of a font."""
    try:
        point = int(code, 16)
    except ValueError:
        return "\ufffd"
    if 0xF000 <= point <= 0xF0FF:
        return _FONTS.get(font.casefold(), {}).get(point - 0xF000, chr(point))
    return chr(point) if 0x1F < point <= 0x10FFFF else "\ufffd"


def plain_symbols(text: str, font: str = "") -> str:
    """Replace what a text holds of symbol fonts; what is not known stays as it is."""
    known = _FONTS.get(font.casefold(), _ANY_FONT)
    return _PRIVATE.sub(lambda found: known.get(ord(found.group()) - 0xF000, found.group()), text)
