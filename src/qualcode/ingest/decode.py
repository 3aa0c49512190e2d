"""From bytes to text: which encoding, and whether that was known or guessed.

In this order: what the researcher says, a byte-order mark, the pattern of NUL bytes that UTF-16 leaves, the marks of
ISO-2022-JP, strict UTF-8, UTF-8 with a few broken bytes, the code page whose letters fit best. What is left is no
text, or must be named.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from qualcode.errors import EncodingMismatchError, EncodingUnknownError, UnknownEncodingNameError
from qualcode.ingest.code_page_evidence import Guess, Judgement, judge_code_page

# UTF-32 first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f]")
_SAMPLE_POINTS = 20_000
_PEEK_BYTES = 8192
_MOST_ODD_SHARE = 0.02
_LEAST_NUL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text as its bytes say, before line ends are settled.

    Attributes:
        text: The decoded text.
        encoding: Python's name of the encoding used.
        remarks: What was guessed or replaced.
    """

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode_text(name: str, data: bytes, encoding: str | None = None) -> DecodedText:
    """Decode a file.

    Args:
        name: The file's name, for messages.
        encoding: The encoding to use; None to find it.

    Raises:
        UnknownEncodingNameError: If there is no such encoding.
        EncodingMismatchError: If the bytes do not fit the encoding named, or the one their byte-order mark promises.
        EncodingUnknownError: If no encoding makes plausible text of them.
    """
    if encoding is not None:
        return DecodedText(_decode_as(name, data, encoding), encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return DecodedText(_decode_as(name, data, marked), marked)
    guessed = (
        _unmarked_utf16(data, _LEAST_NUL_SHARE)
        or _escaped_japanese(data)
        or _utf8(data)
        or _unmarked_utf16(data, 0)
        or _broken_utf8(data)
        or _code_page(data)
    )
    if guessed is None:
        raise EncodingUnknownError(name)
    return guessed


def peek_text(data: bytes) -> str:
    """Give the first lines of what may be text, for a look; broken bytes at its end do not matter."""
    start = data[:_PEEK_BYTES]
    guessed = _unmarked_utf16(start, _LEAST_NUL_SHARE)
    unmarked = guessed.encoding if guessed else "utf-8"
    encoding = next((marked for mark, marked in _MARKS if start.startswith(mark)), unmarked)
    text = start.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip()


def _decode_as(name: str, data: bytes, encoding: str) -> str:
    errors = "surrogatepass" if encoding.startswith("utf-16") else "strict"
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise EncodingMismatchError(name, encoding, error.start) from error
    except UnicodeError as error:
        raise EncodingMismatchError(name, encoding, None) from error
    except (LookupError, ValueError) as error:
        raise UnknownEncodingNameError(encoding) from error


def _unmarked_utf16(data: bytes, least_nul_share: float) -> DecodedText | None:
    nuls = data.count(0)
    if not nuls or nuls < least_nul_share * len(data):
        return None
    high_first = data[::2].count(0) > data[1::2].count(0)
    encoding = "utf-16-be" if high_first else "utf-16-le"
    return _if_plausible(
        data, encoding, f"The encoding was guessed from the pattern of the bytes: {encoding.upper()}, without a mark."
    )


def _utf8(data: bytes) -> DecodedText | None:
    return _if_plausible(data, "utf-8")


def _broken_utf8(data: bytes) -> DecodedText | None:
    """Accept a few broken bytes where many whole characters beyond ASCII say that it is UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(point > "\x7f" for point in text) - broken
    if whole < 4 * broken or not _is_plausible(text):
        return None
    noun = "place is" if broken == 1 else "places are"
    return DecodedText(text, "utf-8", (f"The encoding is UTF-8, but {broken} {noun} broken; each shows as \ufffd.",))


def _escaped_japanese(data: bytes) -> DecodedText | None:
    """Recognise ISO-2022-JP, whose bytes are all ASCII, by the marks around its characters."""
    if b"\x1b$" not in data:
        return None
    return _if_plausible(data, "iso2022_jp", "The encoding was recognised by its marks: ISO-2022-JP (iso2022_jp).")


def _code_page(data: bytes) -> DecodedText | None:
    """Read by the code page whose letters fit best; Windows Western where none can be believed."""
    judgement = judge_code_page(data)
    page = judgement.best.page if judgement.best else "cp1252"
    text = data.decode(page, "replace")
    broken = text.count("\ufffd")
    if broken > _MOST_ODD_SHARE * len(text) or not _is_plausible(text):
        return None
    remarks = [_describe_guess(judgement)]
    if broken:
        noun = "byte has" if broken == 1 else "bytes have"
        remarks.append(f"{broken} {noun} no letter in {page}; each shows as \ufffd.")
    return DecodedText(text, page, tuple(remarks))


_NAME_IT = "If letters look wrong, name the right one with --encoding."


def _describe_guess(judgement: Judgement) -> str:
    others = _listed([guess.title for guess in judgement.others])
    if judgement.best is None:
        also = f"; it may be {others}" if others else ""
        return f"The encoding is not certain: read as Windows Western (cp1252), but no language fits{also}. {_NAME_IT}"
    best: Guess = judgement.best
    western = best.page == "cp1252" or not best.language
    letters = "" if western else f", by the letters of {best.language}"
    also = f" It could also be {others}." if others else ""
    return f"The encoding was guessed: {best.title}{letters}.{also} {_NAME_IT}"


def _listed(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _if_plausible(data: bytes, encoding: str, *remarks: str) -> DecodedText | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return DecodedText(text, encoding, remarks) if _is_plausible(text) else None


def _is_plausible(text: str) -> bool:
    """Tell text from data: hardly any control characters, and hardly any code points that mean nothing."""
    if len(_CONTROLS.findall(text)) > _MOST_ODD_SHARE * len(text):
        return False
    sample = text[:_SAMPLE_POINTS]
    senseless = sum(unicodedata.category(point) in ("Cn", "Co", "Cs") for point in sample)
    return senseless <= _MOST_ODD_SHARE * len(sample)
