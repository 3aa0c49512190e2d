"""The difference between two states of a codebook, in words."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.codebook.code import Code
from qualcode.codebook.codebook import Codebook

_BOOK_FIELDS = ("title", "description", "source", "language")
_WORDED_FIELDS = ("definition", "when_to_use", "when_not_to_use", "example", "colour", "keywords", "memo")


def diff_codebooks(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """Say what happened from one state to the other, one sentence for each change, in the order of the new tree.

    Codes are the same when their ids are; failing that (two files written apart), when their names are. Names, owners
    and versions of the codebooks themselves are not compared.
    """
    pairs = _pair(old, new)
    lines = [
        f"{field} of the codebook: {_shown(getattr(old, field))} became {_shown(getattr(new, field))}"
        for field in _BOOK_FIELDS
        if getattr(old, field) != getattr(new, field)
    ]
    for code in new:
        before = pairs.get(code.id)
        lines += [f'added "{new.path(code)}"'] if before is None else _changes(before, new, code, pairs)
    kept = {code.id for code in pairs.values()}
    lines += [f'removed "{old.path(code)}"' for code in old if code.id not in kept]
    if _siblings_changed_places(old, new, pairs):
        lines.append("the order of the codes changed")
    return tuple(lines)


def _pair(old: Codebook, new: Codebook) -> dict[str, Code]:
    by_id = {code.id: old.by_id[code.id] for code in new if code.id in old.by_id}
    taken = {code.id for code in by_id.values()}
    for code in new:
        same_name = None if code.id in by_id else old.find(code.name)
        if same_name is not None and same_name.id not in taken:
            by_id[code.id] = same_name
    return by_id


def _changes(before: Code, new: Codebook, after: Code, pairs: Mapping[str, Code]) -> list[str]:
    lines: list[str] = []
    if before.name != after.name:
        lines.append(f'renamed "{before.name}" to "{after.name}"')
    if _was_moved(before, after, pairs):
        where = f'under "{new.by_id[after.parent_id].name}"' if after.parent_id else "to the top"
        lines.append(f'moved "{after.name}" {where}')
    if before.retired != after.retired:
        lines.append(f'retired "{after.name}"' if after.retired else f'brought back "{after.name}"')
    for field in _WORDED_FIELDS:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            lines.append(f'{field.replace("_", " ")} of "{after.name}": {_shown(was)} became {_shown(now)}')
    return lines


def _was_moved(before: Code, after: Code, pairs: Mapping[str, Code]) -> bool:
    if after.parent_id is None or after.parent_id not in pairs:
        return after.parent_id != before.parent_id
    return pairs[after.parent_id].id != before.parent_id


def _shown(value: object) -> str:
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    return f'"{words}"' if words else "nothing"


def _siblings_changed_places(old: Codebook, new: Codebook, pairs: Mapping[str, Code]) -> bool:
    """Compare the order of codes that kept their parent; what came, went or moved says so itself."""
    stayed = [pairs[code.id] for code in new if code.id in pairs and not _was_moved(pairs[code.id], code, pairs)]
    place = {code.id: at for at, code in enumerate(old)}
    last: dict[str | None, int] = {}
    for code in stayed:
        if place[code.id] < last.get(code.parent_id, -1):
            return True
        last[code.parent_id] = place[code.id]
    return False
