"""Code pages as RTF and HTML name them, and what Python calls them."""

from __future__ import annotations

import codecs

# Windows' numbers for the character set of a font. What is missing says nothing (1) or is a symbol font (2).
_FONT_SETS = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "big5", 83: "cp1255", 84: "cp1256",
    85: "mac_greek", 86: "mac_turkish", 87: "cp874", 88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932", 129: "cp949",
    130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_NUMBERS = {
    708: "iso8859_6", 936: "gb18030", 1361: "johab", 10000: "mac_roman", 10001: "shift_jis", 10006: "mac_greek",
    10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish", 20127: "ascii", 20866: "koi8_r", 21866: "koi8_u",
    28591: "cp1252", 28592: "iso8859_2", 28595: "iso8859_5", 28597: "iso8859_7", 28598: "iso8859_8", 28599: "cp1254",
    28605: "iso8859_15", 51932: "euc_jp", 51949: "euc_kr", 54936: "gb18030", 65001: "utf-8",
}  # fmt: skip
SYMBOL_SET = 2

# Browsers read these names as the larger Windows code pages, and so do the people who save the pages.
_AS_BROWSERS_DO = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252",
    "latin1": "cp1252", "l1": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "korean": "cp949", "iso-8859-8-i": "iso8859_8",
    "logical": "iso8859_8", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman", "x-mac-roman": "mac_roman",
    "dos-874": "cp874",
    "windows-874": "cp874", "unicode": "utf-16", "x-user-defined": "cp1252",
}  # fmt: skip


def font_code_page(charset: int) -> str | None:
    """Give the code page of a font's character set; None if it says nothing."""
    return _FONT_SETS.get(charset)


def numbered_code_page(number: int) -> str | None:
    """Give the code page of a number (1251); None if it is not known."""
    return _known(_NUMBERS.get(number, f"cp{number}"))


def declared_code_page(label: str) -> str | None:
    """Give the code page that a web page declares; None if it is not known."""
    name = label.strip().strip("\"'").casefold()
    return _known(_AS_BROWSERS_DO.get(name, name))


def _known(name: str) -> str | None:
    """Give one spelling of the name if it is a text encoding that Python has."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:
        return None
    return found.name if found.name.startswith("utf") else found.name.replace("-", "_")
