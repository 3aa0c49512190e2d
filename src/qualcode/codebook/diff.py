"""The difference between two states of a codebook, in words."""

from __future__ import annotations

from qualcode.codebook.code import Code
from qualcode.codebook.codebook import Codebook

_WORDED_FIELDS = ("definition", "when_to_use", "when_not_to_use", "example", "colour", "keywords", "memo")


def diff_codebooks(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """Say what happened from one state to the other, one sentence for each change, in the order of the new tree.

    Codes are the same when their ids are; failing that (two files written apart), when their names are.
    """
    pairs = _pair(old, new)
    lines: list[str] = []
    for code in new:
        before = pairs.get(code.id)
        lines += [f'added "{new.path(code)}"'] if before is None else _changes(old, before, new, code)
    kept = {code.id for code in pairs.values()}
    lines += [f'removed "{old.path(code)}"' for code in old if code.id not in kept]
    if _order(old, pairs) != _order(new, pairs) and not lines:
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


def _changes(old: Codebook, before: Code, new: Codebook, after: Code) -> list[str]:
    lines: list[str] = []
    if before.name != after.name:
        lines.append(f'renamed "{before.name}" to "{after.name}"')
    if _parent_name(old, before) != _parent_name(new, after) and not _parent_was_renamed(old, before, new, after):
        parent = _parent_name(new, after)
        lines.append(f'moved "{after.name}" ' + (f'under "{parent}"' if parent else "to the top"))
    if before.retired != after.retired:
        lines.append(f'retired "{after.name}"' if after.retired else f'brought back "{after.name}"')
    for field in _WORDED_FIELDS:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            lines.append(f'{field.replace("_", " ")} of "{after.name}": {_shown(was)} became {_shown(now)}')
    return lines


def _parent_name(codebook: Codebook, code: Code) -> str | None:
    return codebook.by_id[code.parent_id].name if code.parent_id else None


def _parent_was_renamed(old: Codebook, before: Code, new: Codebook, after: Code) -> bool:
    return before.parent_id is not None and before.parent_id == after.parent_id and after.parent_id in old.by_id


def _shown(value: object) -> str:
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    return f'"{words}"' if words else "nothing"


def _order(codebook: Codebook, pairs: dict[str, Code]) -> list[str]:
    shared = {code.id for code in pairs.values()} if pairs else set()
    names = [pairs[code.id].id if code.id in pairs else code.id for code in codebook]
    return [name for name in names if name in shared]
