"""What the command line makes of an error: one sentence, and an exit code."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import Issue, MaterialIssuesError, QualcodeError, UsageError

_WORDS = {
    errno.ENOENT: "there is no such file or folder; make the folder first, or check the spelling",
    errno.EACCES: "you have no permission for it; choose another place, or change its permissions",
    errno.EPERM: "you have no permission for it; choose another place, or change its permissions",
    errno.EROFS: "it lies on a disk that can only be read; choose another place",
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENOTDIR: "part of its path is a file, not a folder",
    errno.ENAMETOOLONG: "its name is too long",
}
# Places of one mistake that are named before the rest is counted.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the person and an exit code for programs: 1 the material is wrong, 2 the call is."""

    sentence: str
    exit_code: int


def tell(error: QualcodeError | OSError) -> Told:
    """Say what went wrong."""
    if isinstance(error, MaterialIssuesError):
        return Told(f"{str(error).splitlines()[0]}\n{_listed(error.issues)}", 1)
    if isinstance(error, QualcodeError):
        return Told(str(error), 2 if isinstance(error, UsageError) else 1)
    place = error.filename if isinstance(error.filename, str) else ""
    reason = _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return Told(f"{place}: {reason}." if place else f"{reason[:1].upper()}{reason[1:]}.", 1)


def _listed(issues: Iterable[Issue]) -> str:
    """Give one line for each mistake; the same mistake in many places is told once, with the places."""
    places: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.severity == "error":
            places[issue.message].append(issue)
    return "\n".join(f"  {_placed(same)}" for same in places.values())


def _placed(same: list[Issue]) -> str:
    first = str(same[0])
    if len(same) == 1:
        return first
    others = ", ".join(f"line {issue.line}" if issue.line else issue.where or "?" for issue in same[1:_FEW])
    more = f" and {len(same) - _FEW} more" if len(same) > _FEW else ""
    return f"{first} (also {others}{more})"
