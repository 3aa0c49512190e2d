"""The encoding of a web page: a byte-order mark, what the page declares, what its bytes say; in doubt, the bytes."""

from __future__ import annotations

import re
from dataclasses import replace

from qualcode.ingest.code_pages import declared_code_page
from qualcode.ingest.decode import DecodedText, decode_text

_DECLARES = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_LOOK_AT_BYTES = 8192


def decode_page(name: str, data: bytes, encoding: str | None) -> DecodedText:
    """Decode a web page.

    A mark at the beginning is believed before a declaration; bytes that are UTF-8 are believed before a declaration of
    something else, for pages are often saved anew without changing it; a declaration that the bytes do not fit is
    replaced by a guess, and said.

    Raises:
        MaterialError: If no encoding makes text of it, or the one named does not fit.
    """
    found = _DECLARES.search(data[:_LOOK_AT_BYTES])
    label = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    declared = declared_code_page(label) if label else None
    guessed = None if encoding is None and declared else decode_text(name, data, encoding)
    if guessed is not None:
        unknown = bool(label) and declared is None and encoding is None
        remark = f'The page declares an encoding "{label}" that is not known.'
        return replace(guessed, remarks=(remark, *guessed.remarks)) if unknown else guessed
    assert declared is not None
    text = _strictly(data, declared)
    if declared not in ("utf-8", "utf-16") and not data.isascii():
        unicode = _strictly(data, "utf-8-sig")
        if unicode is not None:
            return DecodedText(unicode, "utf-8", (f'The page declares "{label}", but its bytes are UTF-8; read so.',))
    if text is not None and declared != "utf-16":
        return DecodedText(text.removeprefix("\ufeff"), declared)
    guessed = decode_text(name, data, None)
    if guessed.encoding.startswith(declared):
        return guessed
    remark = f'The page declares "{label}", but its bytes do not fit.'
    return replace(guessed, remarks=(remark, *guessed.remarks))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
