"""Times of a recording as people and tools write them: [00:12:31], (0:49), 00:12:31.250, #00:12:31-2#, 64 minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The digit groups of a clock. It has two parts (minutes and seconds) or three, and perhaps a fraction, or the number of
# a frame as film editors write it (00:01:02:15), which is passed over: how many make a second is not said.
CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d(?:[:;]\d{2}(?!\d))?)?(?:[.,]\d{1,7})?"
# Between two times an arrow, and then the parts may lack their zeros (0:0:5.24 --> 0:0:9.1).
_ARROW = r"\s*--?>\s*"
_LOOSE = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,7})?"
ARROWED = rf"{_LOOSE}{_ARROW}{_LOOSE}"
_RANGE = rf"(?:{ARROWED}|{CLOCK}(?:\s*(?:[-–—]|to)\s*{CLOCK})?)"
# Markdown writes \[ and \], f4 and its followers #00:00:01-2#, where the last part is a fraction.
BRACKETED = rf"(?:\\?[\[({{<]\s*{_RANGE}\s*\\?[\])}}>]|\#{CLOCK}(?:-\d{{1,3}})?\#)"
BARE = rf"(?<![\d:]){_RANGE}(?![\d:])"

_CLOCK = re.compile(CLOCK)
_CLOCKS = re.compile(rf"{_LOOSE}(?={_ARROW})|(?<=>){_LOOSE}|(?<=> ){_LOOSE}|{CLOCK}(?:-\d{{1,3}}(?=\#))?")
_BRACKETED = re.compile(BRACKETED)
_HOURS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:h\b|hrs?\b|hours?\b|stunden?\b|heures?\b|horas?\b|timer?\b|घंटे)", re.IGNORECASE
)
_MINUTES = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:m\b|min|मिनट|分)", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:s\b|sec|sek|seg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time, and the time until which it lasts if one is given; in seconds from the beginning of the recording."""

    start_s: float
    end_s: float | None = None


def parse_clock(clock: str) -> float:
    """Give the seconds of a clock ("1:02:03", "12:31", "00:00:01,500", "00:00:01-5", "00:00:01:12")."""
    whole, _, fraction = clock.replace(",", ".").replace("-", ".").replace(";", ":").partition(".")
    seconds = 0
    for part in whole.split(":")[:3]:
        seconds = seconds * 60 + int(part)
    return float(f"{seconds}.{fraction or 0}")


def parse_mark(written: str) -> TimeMark | None:
    """Give the time written in any of the bracket styles; None if there is none."""
    clocks = [parse_clock(clock) for clock in _CLOCKS.findall(written)]
    if not clocks:
        return None
    end_s = clocks[1] if len(clocks) > 1 and clocks[1] >= clocks[0] else None
    return TimeMark(clocks[0], end_s)


def last_bracketed_s(text: str) -> float | None:
    """Give the latest time that stands in brackets anywhere in a text."""
    marks = (parse_mark(match.group()) for match in _BRACKETED.finditer(text))
    times = [mark.end_s if mark.end_s is not None else mark.start_s for mark in marks if mark]
    return max(times, default=None)


def parse_duration(written: str) -> float | None:
    """Give the seconds of a duration as a title block states it ("64 minutes", "1 h 4 min", "01:04:12", "64:12")."""
    if clock := _CLOCK.search(written):
        return parse_clock(clock.group())
    return _sum_of_units(written)


def duration_in_prose(sentence: str) -> float | None:
    """Give the seconds of a duration that a sentence mentions in minutes; a clock in a sentence may be anything."""
    return _sum_of_units(sentence) if _MINUTES.search(sentence) else None


def _sum_of_units(written: str) -> float | None:
    parts = [(pattern.search(written), unit_s) for pattern, unit_s in ((_HOURS, 3600), (_MINUTES, 60), (_SECONDS, 1))]
    found = [float(match.group(1).replace(",", ".")) * unit_s for match, unit_s in parts if match]
    return sum(found) if found else None


def format_clock(seconds: float) -> str:
    """Write seconds as hours, minutes, seconds ("1:02:03")."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
