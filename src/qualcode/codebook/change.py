"""What can happen to a code: add, edit, rename, move, merge, split, retire; and what then happens to its codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.codebook.code import Code, fold_name, full_colour
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.tree import name_issues, tree_order
from qualcode.errors import CodebookChangeError
from qualcode.text.ids import named_id, new_id


@dataclass(frozen=True)
class CodebookChange:
    """A changed codebook and what follows from the change.

    Attributes:
        codebook: The new state; its version is counted up when it is saved.
        what: The change in words, for the history.
        recode: Codings of the code with the id on the left go to the code with the id on the right.
    """

    codebook: Codebook
    what: str
    recode: Mapping[str, str] = field(default_factory=dict)


def new_code_id(codebook: Codebook, name: str) -> str:
    """Make the id of a new code: the same on every machine, unless the codebook has used it up by renaming."""
    shared = named_id("code", codebook.id, fold_name(name))
    return new_id() if shared in codebook.by_id else shared


def add_code(codebook: Codebook, name: str, *, parent: str | None = None, definition: str = "") -> CodebookChange:
    """Add a code at the end of its parent's children."""
    _check_new_name(codebook, name)
    above = None if parent is None else codebook.code(parent)
    code = Code(new_code_id(codebook, name), name.strip(), above.id if above else None, definition=definition.strip())
    where = f'under "{above.name}"' if above else "at the top"
    return _changed(codebook, (*codebook.codes, code), f'add "{code.name}" {where}')


def edit_code(codebook: Codebook, name: str, **fields: object) -> CodebookChange:
    """Change definition, rules, example, colour, keywords or memo of a code."""
    code = codebook.code(name)
    unknown = set(fields) - _EDITABLE
    if unknown:
        known = ", ".join(sorted(_EDITABLE))
        raise CodebookChangeError(f"a code has no field {', '.join(sorted(unknown))}; it has {known}")
    edited = replace(code, **_checked(fields))
    names = ", ".join(sorted(field_name.replace("_", " ") for field_name in fields))
    return _changed(codebook, _swap(codebook, edited), f'edit {names} of "{code.name}"')


def rename_code(codebook: Codebook, name: str, new_name: str) -> CodebookChange:
    """Give a code another name; its codings stay with it."""
    code = codebook.code(name)
    _check_new_name(codebook, new_name, renamed=code)
    renamed = replace(code, name=new_name.strip())
    return _changed(codebook, _swap(codebook, renamed), f'rename "{code.name}" to "{renamed.name}"')


def move_code(codebook: Codebook, name: str, parent: str | None) -> CodebookChange:
    """Put a code, with all below it, under another one or at the top (None)."""
    code = codebook.code(name)
    above = None if parent is None else codebook.code(parent)
    if above is not None and (above == code or above in codebook.descendants(code)):
        raise CodebookChangeError(
            f'"{code.name}" cannot stand under "{above.name}", which is the same code or below it'
        )
    moved = replace(code, parent_id=above.id if above else None)
    others = tuple(other for other in codebook.codes if other.id != code.id)
    where = f'under "{above.name}"' if above else "to the top"
    return _changed(codebook, (*others, moved), f'move "{code.name}" {where}')


def merge_codes(codebook: Codebook, names: Sequence[str], into: str) -> CodebookChange:
    """Make several codes one: their codings, children, keywords and memos go to `into`."""
    target = codebook.code(into)
    named = {code.id: code for code in map(codebook.code, names)}
    merged = [code for code in named.values() if code.id != target.id]
    if not merged:
        raise CodebookChangeError(f'there is nothing to merge into "{target.name}"; name at least one other code')
    for code in merged:
        if target in codebook.descendants(code):
            raise CodebookChangeError(f'"{target.name}" stands under "{code.name}"; move it out before merging')
    gone = {code.id for code in merged}
    kept = replace(
        target,
        keywords=tuple(dict.fromkeys((*target.keywords, *(word for code in merged for word in code.keywords)))),
        memo="\n".join(filter(None, (target.memo, *(_obituary(code) for code in merged)))),
    )
    left = (kept if code.id == target.id else code for code in codebook.codes if code.id not in gone)
    codes = tuple(replace(code, parent_id=target.id) if code.parent_id in gone else code for code in left)
    listed = ", ".join(f'"{code.name}"' for code in merged)
    return _changed(codebook, codes, f'merge {listed} into "{target.name}"', dict.fromkeys(sorted(gone), target.id))


def split_code(codebook: Codebook, name: str, into: Sequence[str]) -> CodebookChange:
    """Make new codes beside one that means too much.

    Its codings stay where they are: only a reader can say which of the new codes a passage carries. Move them one by
    one, then retire the old code.
    """
    code = codebook.code(name)
    if len(into) < 2:
        raise CodebookChangeError(f'to split "{code.name}", name at least two new codes')
    grown = codebook
    for new_name in into:
        _check_new_name(grown, new_name)
        part = Code(new_code_id(grown, new_name), new_name.strip(), code.parent_id, memo=f'Split from "{code.name}".')
        grown = replace(grown, codes=(*grown.codes, part))
    parts = grown.codes[len(codebook) :]
    behind = codebook.codes.index(code) + 1
    listed = ", ".join(f'"{part.name}"' for part in parts)
    codes = (*codebook.codes[:behind], *parts, *codebook.codes[behind:])
    return _changed(codebook, codes, f'split "{code.name}" into {listed}')


def retire_code(codebook: Codebook, name: str, *, retired: bool = True) -> CodebookChange:
    """Take a code out of use (or back into it); codings it has stay."""
    code = codebook.code(name)
    verb = "retire" if retired else "bring back"
    return _changed(codebook, _swap(codebook, replace(code, retired=retired)), f'{verb} "{code.name}"')


_EDITABLE = {"definition", "when_to_use", "when_not_to_use", "example", "colour", "keywords", "memo"}


def _changed(
    codebook: Codebook, codes: Sequence[Code], what: str, recode: Mapping[str, str] | None = None
) -> CodebookChange:
    return CodebookChange(replace(codebook, codes=tree_order(codes)), what, recode or {})


def _swap(codebook: Codebook, code: Code) -> tuple[Code, ...]:
    return tuple(code if other.id == code.id else other for other in codebook.codes)


def _checked(fields: Mapping[str, object]) -> dict[str, Any]:
    checked: dict[str, Any] = {key: value.strip() if isinstance(value, str) else value for key, value in fields.items()}
    if "colour" in checked:
        colour = full_colour(str(checked["colour"]))
        if colour is None:
            raise CodebookChangeError(f'"{checked["colour"]}" is no colour; write it as "#1b6ca8"')
        checked["colour"] = colour
    if "keywords" in checked:
        words = checked["keywords"]
        checked["keywords"] = (words,) if isinstance(words, str) else tuple(words)
    return checked


def _obituary(code: Code) -> str:
    meant = f": {code.definition}" if code.definition else ""
    remarks = f" {code.memo}" if code.memo else ""
    return f'Merged from "{code.name}"{meant}{remarks}'


def _check_new_name(codebook: Codebook, name: str, *, renamed: Code | None = None) -> None:
    if issues := name_issues(name.strip()):
        raise CodebookChangeError(issues[0].message)
    taken = codebook.find(name)
    if taken is not None and taken != renamed:
        raise CodebookChangeError(
            f'"{codebook.name}" already has a code "{taken.name}"; choose another name or merge the two'
        )
