"""Write a codebook as YAML; rewriting a file keeps the comments and the layout people gave it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.codebook.code import Code, fold_name
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.yaml_read import _CODE_FIELDS, _OTHER_NAMES, _field_name, codebook_id, parse_codebook
from qualcode.text.ids import named_id

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

_WRAP_COLUMN = 100
_NEVER_WRAP = 1_000_000


def write_codebook(codebook: Codebook, *, onto: str = "") -> str:
    """Give a codebook as YAML.

    Args:
        codebook: What to write.
        onto: The text of an older file of the same codebook: its comments, order of fields and layout are kept where its
            codes still exist. A text that is no codebook is not used.
    """
    keeps_layout = bool(onto) and not parse_codebook(onto).errors
    yaml = _round_trip_yaml(_NEVER_WRAP if keeps_layout else _WRAP_COLUMN)
    old: Any = yaml.load(onto) if keeps_layout else None
    out = io.StringIO()
    yaml.dump(_book(codebook, old), out)
    return _with_lost_comments(out.getvalue(), onto if old is not None else "")


def _round_trip_yaml(width: int) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()  # the round-trip mode: comments, quotes and order stay
    yaml.width = width
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    return yaml


def _with_lost_comments(written: str, onto: str) -> str:
    """Put comments whose place is gone (their code was merged or moved) at the end, rather than losing them."""
    kept = written.splitlines()
    lost = [line.strip() for line in onto.splitlines() if line.strip().startswith("#")]
    for line in (stripped for stripped in map(str.strip, kept) if stripped in lost):
        lost.remove(line)
    return written + "".join(f"{line}\n" for line in lost)


def _book(codebook: Codebook, old: Any) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    written: CommentedMap = old if isinstance(old, CommentedMap) else CommentedMap()
    known = _Known(codebook, old)
    fields = {
        "codebook": codebook.name,
        "title": codebook.title,
        "description": codebook.description,
        "source": codebook.source,
        "language": codebook.language,
        "owner": codebook.owner or "",
        "version": codebook.version or "",
        "id": "" if codebook.id == codebook_id(codebook.name) else codebook.id,
    }
    _set_fields(written, fields, {"name": "codebook"})
    key = _key(written, "codes", {})
    old_list = old if not isinstance(old, CommentedMap) else written.get(key)
    written[key] = known.entries(None, old_list)
    return written


class _Known:
    """The codes of an older file, each found by name or id."""

    def __init__(self, codebook: Codebook, old: Any) -> None:
        self.codebook = codebook
        self.entries_by_id: dict[str, Any] = {}
        self.lists_by_id: dict[str, Any] = {}
        top = old.get(_key(old, "codes", {})) if hasattr(old, "get") else old
        self._learn(top)

    def _learn(self, entries: Any) -> None:
        for entry, name, code_id, children in _listed(entries):
            code = self.codebook.by_id.get(code_id) or self.codebook.by_id.get(
                named_id("code", self.codebook.id, fold_name(name))
            )
            code = code or self.codebook.find(name)
            if code is not None and code.id not in self.entries_by_id:
                self.entries_by_id[code.id] = entry
                self.lists_by_id[code.id] = children
            self._learn(children)

    def entries(self, parent: Code | None, old_list: Any) -> CommentedSeq:
        """Write the codes below one, on the list that stood there before so that its comments stay."""
        from ruamel.yaml.comments import CommentedSeq

        children = [self._entry(child) for child in self.codebook.children(parent)]
        if not isinstance(old_list, CommentedSeq):
            return CommentedSeq(children)
        comments = {id(entry): old_list.ca.items.get(index) for index, entry in enumerate(old_list)}
        old_list.clear()
        old_list.extend(children)
        old_list.ca.items.clear()
        for index, entry in enumerate(children):
            if (comment := comments.get(id(entry))) is not None:
                old_list.ca.items[index] = comment
        return old_list

    def _entry(self, code: Code) -> Any:
        """Write one code, in the form it had where that form can still say everything."""
        old: Any = self.entries_by_id.get(code.id)
        fields = _code_fields(code, self.codebook)
        said = {field for field, value in fields.items() if value != ""}
        below = bool(self.codebook.children(code))
        if isinstance(old, str) and old.strip() == code.name and said == {"name"} and not below:
            return old
        if _is_short(old) and str(next(iter(old))).strip() == code.name:
            name, value = next(iter(old.items()))
            if isinstance(value, list) and said == {"name"} and below:
                old[name] = self.entries(code, value)
                return old
            if (
                isinstance(value, str)
                and said == {"name", "definition"}
                and not below
                and value.strip() == code.definition
            ):
                return old
        return self._long(code, old, fields, below)

    def _long(self, code: Code, old: Any, fields: dict[str, Any], has_children: bool) -> CommentedMap:
        from ruamel.yaml.comments import CommentedMap

        written = old if isinstance(old, CommentedMap) and not _is_short(old) else CommentedMap()
        _set_fields(written, fields, _OTHER_NAMES)
        key = _key(written, "codes", _OTHER_NAMES)
        if has_children:
            written[key] = self.entries(code, self.lists_by_id.get(code.id))
        elif key in written:
            del written[key]
        return written


def _listed(entries: Any) -> list[tuple[Any, str, str, Any]]:
    """Give entry, name, id and children list of every code of a list as it was written."""
    if hasattr(entries, "items"):
        return [(None, str(name), "", _children_of_value(value)) for name, value in entries.items()]
    found: list[tuple[Any, str, str, Any]] = []
    for entry in entries or ():
        if not hasattr(entry, "items"):
            found.append((entry, str(entry), "", None))
        elif _is_short(entry):
            name, value = next(iter(entry.items()))
            found.append((entry, str(name), "", _children_of_value(value)))
        else:
            name = entry.get(_key(entry, "name", _OTHER_NAMES), "")
            found.append((entry, str(name), str(entry.get("id", "")), entry.get(_key(entry, "codes", _OTHER_NAMES))))
    return found


def _children_of_value(value: Any) -> Any:
    if hasattr(value, "items"):
        return value.get(_key(value, "codes", _OTHER_NAMES))
    return value if isinstance(value, list) else None


def _is_short(entry: Any) -> bool:
    """Tell whether an entry is `Safety: ...` rather than `name: Safety`."""
    if not hasattr(entry, "items"):
        return False
    return bool(len(entry) == 1) and _field_name(str(next(iter(entry))), _OTHER_NAMES) not in _CODE_FIELDS


def _code_fields(code: Code, codebook: Codebook) -> dict[str, Any]:
    from ruamel.yaml.comments import CommentedSeq

    words = CommentedSeq(code.keywords)
    words.fa.set_flow_style()
    derived = named_id("code", codebook.id, fold_name(code.name))
    return {
        "name": code.name,
        "definition": code.definition,
        "when_to_use": code.when_to_use,
        "when_not_to_use": code.when_not_to_use,
        "example": code.example,
        "colour": code.colour,
        "keywords": words if code.keywords else "",
        "memo": code.memo,
        "retired": True if code.retired else "",
        "id": "" if code.id == derived else code.id,
    }


def _key(written: Any, field: str, other_names: dict[str, str]) -> str:
    """Give the key under which a field already stands, in the spelling of the file; the standard one otherwise."""
    return next((str(key) for key in written if _field_name(str(key), other_names) == field), field)


def _set_fields(written: CommentedMap, fields: dict[str, Any], other_names: dict[str, str]) -> None:
    for field, value in fields.items():
        key = _key(written, field, other_names)
        if value == "":
            written.pop(key, None)
        elif key not in written:
            _insert(written, key, _as_scalar(value))
        elif _differs(written[key], value):
            written[key] = _as_scalar(value)


def _insert(written: CommentedMap, key: str, value: Any) -> None:
    """Put a new field before the list of codes below, which is long, and behind everything else."""
    keys = [_field_name(str(known), _OTHER_NAMES) for known in written]
    written.insert(keys.index("codes") if "codes" in keys else len(keys), key, value)


def _differs(old: Any, new: Any) -> bool:
    if isinstance(new, list):
        return [str(word).strip() for word in old] != list(new) if isinstance(old, list) else True
    if isinstance(old, list):
        return "\n".join(str(part).strip() for part in old) != new
    return str(old).strip() != str(new)


def _as_scalar(value: Any) -> Any:
    from ruamel.yaml.scalarstring import LiteralScalarString

    if not isinstance(value, str):
        return value
    if "\n" in value:
        return LiteralScalarString(value)
    return value
