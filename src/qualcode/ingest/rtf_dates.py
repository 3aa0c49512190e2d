"""Dates in RTF, packed into one number."""

from __future__ import annotations


def unpack_date(packed: str) -> str:
    """Give the time that is packed into one number, minute to year; empty if it is none."""
    try:
        bits = int(packed) & 0xFFFFFFFF
    except ValueError:
        return ""
    minute, hour, day, month = bits & 63, bits >> 6 & 31, bits >> 11 & 31, bits >> 16 & 15
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return ""
    return f"{1900 + (bits >> 20 & 511):04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"
