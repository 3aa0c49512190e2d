"""Write a codebook as YAML; rewriting a file keeps the comments and the layout people gave it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.code import Code, fold_name, full_colour
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.yaml_layout import (
    AsWritten,
    Place,
    last_place,
    layout_yaml,
    list_node,
    put_lead,
    take_lead,
    text_node,
    with_lost_comments,
)
from qualcode.codebook.yaml_read import _CODE_FIELDS, _OTHER_NAMES, _YES, _field_name, codebook_id, parse_codebook
from qualcode.text.ids import named_id

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq


def write_codebook(codebook: Codebook, *, onto: str = "") -> str:
    """Give a codebook as YAML.

    Args:
        codebook: What to write.
        onto: The text of an older file of the same codebook: its comments, order of fields and layout are kept where
            its codes still exist. A text that is no codebook is not used.
    """
    onto = onto.replace("\r\n", "\n")
    if not onto.strip() or parse_codebook(onto).errors:
        return _written(codebook, "")
    on_old = with_lost_comments(_written(codebook, onto), onto)
    if parse_codebook(on_old).codebook == codebook:
        return on_old
    # A layout too clever to be kept: what the codebook says goes before how its file looked.
    return with_lost_comments(_written(codebook, ""), onto)


def _written(codebook: Codebook, onto: str) -> str:
    yaml = layout_yaml(onto)
    out = io.StringIO()
    yaml.dump(_book(codebook, yaml.load(onto) if onto else None), out)
    return out.getvalue()


def _book(codebook: Codebook, old: Any) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    written: CommentedMap = old if isinstance(old, CommentedMap) else CommentedMap()
    key = _key(written, "codes", {})
    old_list = written.get(key) if written is old else old
    known = _Known(codebook, old_list)
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
    written[key] = known.entries(None, old_list)
    known.put_leads(None, Place(written, key))
    put_lead(last_place(written, list(written)[-1]), known.end)
    return written


class _Known:
    """The codes of an older file: how each was written, and its comments."""

    def __init__(self, codebook: Codebook, old_list: Any) -> None:
        self.codebook = codebook
        self.entries_by_id: dict[str, Any] = {}
        self.lists_by_id: dict[str, Any] = {}
        self.leads: dict[str, str] = {}
        self.line_comments: dict[str, Any] = {}
        self._learn(old_list)
        last = [item.place for item in _listed(old_list)][-1:]
        self.end = "".join(take_lead(last_place(*place), old_list.lc.col) for place in last)

    def _learn(self, entries: Any) -> None:
        before: Place | None = None
        for item in _listed(entries):
            lead = "" if before is None else take_lead(last_place(*before), entries.lc.col)
            before = item.place
            code = self._code_of(item)
            if code is not None and code.id not in self.entries_by_id:
                self.entries_by_id[code.id] = item.entry
                self.lists_by_id[code.id] = item.children
                self.leads[code.id] = lead
            self._learn(item.children)
        for item in _listed(entries):  # now that the comments above the next codes are taken off
            code = self._code_of(item)
            if code is not None and self.entries_by_id[code.id] is item.entry:
                self.line_comments[code.id] = item.line.token

    def _code_of(self, item: _Listed) -> Code | None:
        derived = named_id("code", self.codebook.id, fold_name(item.name))
        by_id = self.codebook.by_id
        return by_id.get(item.code_id) or by_id.get(derived) or self.codebook.find(item.name)

    def entries(self, parent: Code | None, old_list: Any) -> CommentedSeq:
        """Write the codes below one, on the list that stood there before so that its layout stays."""
        from ruamel.yaml.comments import CommentedSeq

        children = self.codebook.children(parent)
        entries = [self._entry(child) for child in children]
        if not isinstance(old_list, CommentedSeq):
            return CommentedSeq(entries)
        old_list.clear()
        old_list.ca.items.clear()
        old_list.extend(entries)
        if not all(isinstance(entry, str) for entry in entries):
            old_list.fa.set_block_style()
        for at, (child, entry) in enumerate(zip(children, entries, strict=True)):
            if isinstance(entry, str):
                Place(old_list, at).put(self.line_comments.get(child.id))
        return old_list

    def put_leads(self, parent: Code | None, place: Place) -> None:
        """Put the comments above codes where the codes stand now; the place is that of the list."""
        entries = place.container[place.key]
        for at, child in enumerate(self.codebook.children(parent)):
            before = Place(entries, at - 1)
            if not entries.fa.flow_style():
                put_lead(last_place(*before) if at else place, self.leads.get(child.id, ""))
            if self.codebook.children(child):
                self.put_leads(child, _place_of_children(entries[at]))

    def _entry(self, code: Code) -> Any:
        """Write one code, in the form it had where that form can still say everything."""
        old: Any = self.entries_by_id.get(code.id)
        fields = _code_fields(code, self.codebook)
        said = {field for field, value in fields.items() if value}
        below = bool(self.codebook.children(code))
        if isinstance(old, str) and old.strip() == code.name and said == {"name"} and not below:
            return old
        if _is_short(old) and str(next(iter(old))).strip() == code.name:
            name, value = next(iter(old.items()))
            if isinstance(value, list) and said == {"name"} and below:
                old[name] = self.entries(code, value)
                return old
            says_it = isinstance(value, str) and _same(value, code.definition)
            if says_it and said <= {"name", "definition"} and not below:
                return old
            if hasattr(value, "items"):
                del fields["name"]
                self._fill(value, code, fields)
                return old
        return self._long(code, old, fields)

    def _long(self, code: Code, old: Any, fields: dict[str, Any]) -> CommentedMap:
        from ruamel.yaml.comments import CommentedMap

        was_long = isinstance(old, CommentedMap) and not _is_short(old)
        written = old if was_long else CommentedMap()
        self._fill(written, code, fields)
        if not was_long:
            Place(written, "name").put(self.line_comments.get(code.id))
        return written

    def _fill(self, written: CommentedMap, code: Code, fields: dict[str, Any]) -> None:
        _set_fields(written, fields, _OTHER_NAMES)
        key = _key(written, "codes", _OTHER_NAMES)
        if self.codebook.children(code):
            written[key] = self.entries(code, self.lists_by_id.get(code.id))
        elif key in written:
            del written[key]


class _Listed(NamedTuple):
    """One code of a list as it was written."""

    place: Place
    entry: Any
    name: str
    code_id: str = ""
    children: Any = None

    @property
    def line(self) -> Place:
        """Where the comment on the code's own line is kept."""
        return Place(self.entry, next(iter(self.entry))) if _is_short(self.entry) else self.place


def _listed(entries: Any) -> list[_Listed]:
    if hasattr(entries, "items"):
        return [
            _Listed(Place(entries, key), None, str(key), children=_children_of_value(value))
            for key, value in entries.items()
        ]
    found: list[_Listed] = []
    for at, entry in enumerate(entries or ()):
        place = Place(entries, at)
        if not hasattr(entry, "items"):
            found.append(_Listed(place, entry, str(entry)))
        elif _is_short(entry):
            name, value = next(iter(entry.items()))
            found.append(_Listed(place, entry, str(name), children=_children_of_value(value)))
        else:
            name, code_id = (str(entry.get(_key(entry, field, _OTHER_NAMES), "")) for field in ("name", "id"))
            found.append(_Listed(place, entry, name, code_id, entry.get(_key(entry, "codes", _OTHER_NAMES))))
    return found


def _children_of_value(value: Any) -> Any:
    if hasattr(value, "items"):
        return value.get(_key(value, "codes", _OTHER_NAMES))
    return value if isinstance(value, list) else None


def _place_of_children(entry: Any) -> Place:
    if _is_short(entry):
        name, value = next(iter(entry.items()))
        if not hasattr(value, "items"):
            return Place(entry, name)
        entry = value
    return Place(entry, _key(entry, "codes", _OTHER_NAMES))


def _is_short(entry: Any) -> bool:
    """Tell whether an entry is `Safety: ...` rather than `name: Safety`."""
    if not hasattr(entry, "items"):
        return False
    return bool(len(entry) == 1) and _field_name(str(next(iter(entry))), _OTHER_NAMES) not in _CODE_FIELDS


def _code_fields(code: Code, codebook: Codebook) -> dict[str, Any]:
    derived = named_id("code", codebook.id, fold_name(code.name))
    return {
        "name": code.name,
        "definition": code.definition,
        "when_to_use": code.when_to_use,
        "when_not_to_use": code.when_not_to_use,
        "example": code.example,
        "colour": code.colour,
        "keywords": code.keywords,
        "memo": code.memo,
        "retired": code.retired,
        "id": "" if code.id == derived else code.id,
    }


def _key(written: Any, field: str, other_names: dict[str, str]) -> str:
    """Give the key under which a field already stands, in the spelling of the file; the standard one otherwise."""
    return next((str(key) for key in written if _field_name(str(key), other_names) == field), field)


def _set_fields(written: CommentedMap, fields: dict[str, Any], other_names: dict[str, str]) -> None:
    for field, value in fields.items():
        key = _key(written, field, other_names)
        if key in written and _same(written[key], value):
            continue
        if not value:
            written.pop(key, None)
        elif key in written:
            written[key] = _as_node(value)
        else:
            _insert(written, key, _as_node(value))


def _insert(written: CommentedMap, key: str, value: Any) -> None:
    """Put a new field before the list of codes below, which is long, and behind everything else."""
    keys = [_field_name(str(known), _OTHER_NAMES) for known in written]
    written.insert(keys.index("codes") if "codes" in keys else len(keys), key, value)


def _same(old: Any, new: Any) -> bool:
    """Tell whether what stands in the file already says the value, as the reader understands it."""
    if isinstance(old, AsWritten) and old.is_nothing and old != new:
        return not new
    said = "\n".join(str(part).strip() for part in old) if isinstance(old, list) else str(old).strip()
    if isinstance(new, bool):
        return new == (said.lower() in _YES)
    if isinstance(new, int):
        return said.isdecimal() and int(said) == new
    if isinstance(new, tuple):
        parts = said.split("\n" if isinstance(old, list) else ",")
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip())) == new
    return bool(said == new or full_colour(said) == new != "")


def _as_node(value: Any) -> Any:
    if isinstance(value, tuple):
        return list_node(value)
    return text_node(value) if isinstance(value, str) else value
