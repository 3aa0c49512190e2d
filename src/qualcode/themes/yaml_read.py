"""Read themes from YAML as people write them; every mistake is found in one go, with its line.

The long form gives each theme a mapping with `name` and further fields; two short forms save typing:

    themes:
      - Safety comes first: [Safety]                 # a name and its codes
      - Healing takes years: Trauma counselling      # a name and its one code
      - name: Client needs                           # a domain: a theme with themes below it
        claim: What the analysis says.
        themes:
          - name: Medical care
            codes: [Medical services]                # with the codes below them
            only: [Long-term needs]                  # without the codes below them
            quotes:
              - P04: exact words of the document
              - document: P07
                quote: exact words of the document
                why: what they show
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from qualcode.codebook.code import PATH_SEPARATOR, fold_name
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.yaml_read import read_codebook_text
from qualcode.errors import Issue, MaterialIssuesError, suggestion
from qualcode.text.yaml_nodes import NodeReader, field_name, line_of
from qualcode.themes.theme import QuotationChoice, Theme, ThemeTree, theme_id

MAX_LEVELS = 30

_TEXT_FIELDS = ("claim", "memo", "id")
_THEME_FIELDS = ("name", *_TEXT_FIELDS, "codes", "only", "quotes", "themes")
_TREE_TEXT_FIELDS = ("title", "codebook", "description", "source")
_TREE_FIELDS = (*_TREE_TEXT_FIELDS, "themes")
_QUOTE_FIELDS = ("document", "quote", "why")
# What people write for the same field.
_OTHER_NAMES = {
    "theme": "name", "domain": "name", "code": "codes", "quote": "quotes", "quotations": "quotes",
    "exemplars": "quotes", "subthemes": "themes",
    "sub_themes": "themes", "children": "themes", "note": "memo", "notes": "memo",
    "comment": "memo", "says": "claim", "definition": "claim",
}  # fmt: skip
_TREE_OTHER_NAMES = {"domains": "themes", "name": "title"}
_QUOTE_OTHER_NAMES = {"doc": "document", "words": "quote", "text": "quote", "reason": "why", "because": "why"}


@dataclass(frozen=True)
class ParsedThemes:
    """Themes and everything found wrong in their file.

    Attributes:
        tree: What could be read; complete only when no issue is an error.
        issues: Mistakes in the order of the file.
    """

    tree: ThemeTree
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that stop the themes from being used."""
        return tuple(issue for issue in self.issues if issue.severity == "error")


def read_themes(path: Path | str, codebook: Codebook | None = None) -> ThemeTree:
    """Read a themes file, and check its codes where a codebook is given.

    Raises:
        FileUnreadableError: If there is no such file, or it is no text.
        MaterialIssuesError: If it holds mistakes; it lists all of them.
    """
    parsed = parse_themes(read_codebook_text(path), codebook)
    if parsed.errors:
        raise MaterialIssuesError(path, parsed.issues)
    return parsed.tree


def parse_themes(text: str, codebook: Codebook | None = None) -> ParsedThemes:
    """Read themes from the text of a YAML file, and check their codes where a codebook is given."""
    reading = _Reading(codebook)
    root = reading.nodes.compose(text)
    tree = ThemeTree() if root is None else reading.tree(root)
    return ParsedThemes(tree, reading.nodes.issues_by_line())


@dataclass
class _Entry:
    """A theme as written, before ids and parents are settled."""

    node: yaml.Node
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    quotes: tuple[QuotationChoice, ...] = ()
    children: list[_Entry] = field(default_factory=list)
    has_themes_field: bool = False

    @property
    def holds_nothing(self) -> bool:
        return not (self.codes or self.only or self.quotes or self.children)


class _Reading:
    """One pass over a themes file."""

    def __init__(self, codebook: Codebook | None) -> None:
        self.nodes = NodeReader("a themes file")
        self._codebook = codebook

    def tree(self, root: yaml.Node) -> ThemeTree:
        values: dict[str, str] = {}
        entries: list[_Entry] = []
        if isinstance(root, yaml.SequenceNode):
            entries = self._entries(root, 1)
        elif isinstance(root, yaml.MappingNode):
            for key, node in self.nodes.fields(root, _TREE_FIELDS, _TREE_OTHER_NAMES, "a themes file"):
                if key == "themes":
                    entries = self._entries(node, 1)
                else:
                    values[key] = self.nodes.text(node, key)
        else:
            self.nodes.wrong(root, "a themes file is a list of themes under `themes:`")
        if not entries and not self.nodes.issues:
            self.nodes.wrong(root, "there is no theme in it; write `themes:` and a list of themes")
        self._check_codebook(root, values.get("codebook", ""))
        return ThemeTree(tuple(self._themes(entries)), **values)

    def _themes(self, entries: list[_Entry]) -> Iterator[Theme]:
        first: dict[str, _Entry] = {}
        ids: set[str] = set()

        def walk(level: list[_Entry], parent_id: str | None) -> Iterator[Theme]:
            for entry in level:
                other = first.setdefault(fold_name(entry.name), entry)
                if other is not entry and entry.name:
                    line = line_of(other.node)
                    self.nodes.wrong(
                        entry.node, f'the name "{entry.name}" is already used in line {line}; every theme needs its own'
                    )
                values = dict(entry.values)
                made_id = values.pop("id", "") or theme_id(entry.name)
                if made_id in ids and other is entry:
                    self.nodes.wrong(
                        entry.node,
                        f'the id of "{entry.name}" is already used by another theme; leave the id out',
                    )
                ids.add(made_id)
                yield Theme(
                    made_id,
                    entry.name,
                    codes=entry.codes,
                    only=entry.only,
                    quotations=entry.quotes,
                    parent_id=parent_id,
                    **values,
                )
                yield from walk(entry.children, made_id)

        return walk(entries, None)

    def _entries(self, node: yaml.Node, level: int) -> list[_Entry]:
        if level > MAX_LEVELS:
            self.nodes.wrong(node, f"themes are nested more than {MAX_LEVELS} levels deep")
            return []
        if self.nodes.again(node):
            return []
        if isinstance(node, yaml.SequenceNode):
            return [entry for child in node.value if (entry := self._entry(child, level)) is not None]
        if isinstance(node, yaml.MappingNode):
            return [self._checked(self._short(key, value, level)) for key, value in node.value]
        if not (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
            self.nodes.wrong(node, "here should be a list of themes, each line beginning with a dash")
        return []

    def _entry(self, node: yaml.Node, level: int) -> _Entry | None:
        if isinstance(node, yaml.ScalarNode):
            return self._checked(_Entry(node, self.nodes.text(node, "name")))
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self.nodes.wrong(node, "here should be a theme: `name: [codes]`, or `name:` with its fields")
            return None
        if len(node.value) == 1:
            key, value = node.value[0]
            if field_name(self.nodes.text(key, "name"), _OTHER_NAMES) not in _THEME_FIELDS:
                return self._checked(self._short(key, value, level))
        return self._checked(self._long(_Entry(node), node, level))

    def _short(self, key: yaml.Node, value: yaml.Node, level: int) -> _Entry:
        entry = _Entry(key, self.nodes.text(key, "name"))
        if not isinstance(value, yaml.MappingNode):
            entry.codes = self._codes(value, "codes")
        elif not self.nodes.again(value):
            self._long(entry, value, level)
        return entry

    def _long(self, entry: _Entry, node: yaml.MappingNode, level: int) -> _Entry:
        for key, value in self.nodes.fields(node, _THEME_FIELDS, _OTHER_NAMES, "a theme"):
            if key == "name":
                entry.name = self.nodes.text(value, key)
            elif key == "codes":
                entry.codes = self._codes(value, key)
            elif key == "only":
                entry.only = self._codes(value, key)
            elif key == "quotes":
                entry.quotes = self._quotes(value)
            elif key == "themes":
                entry.children, entry.has_themes_field = self._entries(value, level + 1), True
            else:
                entry.values[key] = self.nodes.text(value, key)
        return entry

    def _checked(self, entry: _Entry) -> _Entry:
        if not entry.name.strip():
            self.nodes.wrong(entry.node, "this theme has no name; add `name:`")
        elif PATH_SEPARATOR in entry.name:
            sign = PATH_SEPARATOR.strip()
            self.nodes.wrong(
                entry.node, f'"{sign}" between spaces stands for levels of the tree and cannot be in a name'
            )
        elif "\n" in entry.name:
            self.nodes.wrong(entry.node, "a name is one line")
        if entry.holds_nothing and not entry.has_themes_field:
            self.nodes.wrong(
                entry.node,
                f'the theme "{entry.name}" is built of nothing; give it `codes:`, `quotes:` or `themes:` below it',
            )
        elif entry.has_themes_field and entry.holds_nothing:
            self.nodes.wrong(entry.node, f'there is no theme in the list below "{entry.name}"')
        return entry

    def _codes(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = [(part, self.nodes.text(part, f"a code in `{key}:`")) for part in parts]
        for part, name in names:
            self._check_code(part, name)
        return tuple(dict.fromkeys(name for _, name in names if name))

    def _check_code(self, node: yaml.Node, name: str) -> None:
        if not name or self._codebook is None:
            return
        if name in self._codebook.by_id or self._codebook.find(name) is not None:
            return
        near = suggestion(name, [code.name for code in self._codebook])
        hint = "" if near or "," not in name else f" Write several codes as a list: [{name}]"
        self.nodes.wrong(node, f'no code named "{name}" in codebook "{self._codebook.name}".{near}{hint}')

    def _quotes(self, node: yaml.Node) -> tuple[QuotationChoice, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.nodes.wrong(node, "quotes should be a list, each with `document:` and `quote:`")
            return ()
        choices = (self._quote(part) for part in node.value)
        return tuple(choice for choice in choices if choice is not None)

    def _quote(self, node: yaml.Node) -> QuotationChoice | None:
        if not isinstance(node, yaml.MappingNode):
            self.nodes.wrong(node, "a quote needs its document: `document:` and `quote:`, or `P04: words`")
            return None
        values: dict[str, str] = {}
        if len(node.value) == 1 and self._names_document(node.value[0][0]):
            key, value = node.value[0]
            values = {"document": self.nodes.text(key, "document"), "quote": self.nodes.text(value, "quote")}
        else:
            for key_name, value in self.nodes.fields(node, _QUOTE_FIELDS, _QUOTE_OTHER_NAMES, "a quote"):
                values[key_name] = self.nodes.text(value, key_name)
        if missing := [name for name in ("document", "quote") if not values.get(name)]:
            self.nodes.wrong(node, f"this quote has no {' and no '.join(missing)}")
            return None
        return QuotationChoice(values["document"], values["quote"], values.get("why", ""), line_of(node))

    def _names_document(self, key: yaml.Node) -> bool:
        return field_name(self.nodes.text(key, "document"), _QUOTE_OTHER_NAMES) not in _QUOTE_FIELDS

    def _check_codebook(self, root: yaml.Node, name: str) -> None:
        if name and self._codebook is not None and fold_name(name) != fold_name(self._codebook.name):
            self.nodes.wrong(
                root,
                f'the themes were written for codebook "{name}", and this one is "{self._codebook.name}"',
                severity="warning",
            )
