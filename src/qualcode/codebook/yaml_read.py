"""Read a codebook from YAML as people write it; every mistake is found in one go, with its line.

The long form gives each code a mapping with `name` and further fields; three short forms save typing:

    codes:
      - Safety                                  # a name
      - Safety: Being out of danger.            # a name and its definition
      - Safety: [Emotional safety, Physical]    # a name and the codes below it
      - name: Safety
        definition: Being out of danger.
        codes: [Emotional safety]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from qualcode.codebook.code import Code, fold_name, full_colour
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.tree import name_issues
from qualcode.errors import FileUnreadableError, Issue, MaterialIssuesError, suggestion
from qualcode.text.ids import named_id
from qualcode.text.yaml_depth import YAML_LOADER, find_deep_nesting

MAX_BYTES = 5_000_000
MAX_LEVELS = 30
_MAX_VERSION_DIGITS = 9

_TEXT_FIELDS = ("definition", "when_to_use", "when_not_to_use", "example", "colour", "memo", "id")
_CODE_FIELDS = ("name", *_TEXT_FIELDS, "keywords", "retired", "codes")
_BOOK_FIELDS = ("codebook", "title", "description", "source", "language", "owner", "version", "id", "codes")
# What people and other tools write for the same field.
_OTHER_NAMES = {
    "code": "name", "label": "name", "color": "colour", "children": "codes", "subcodes": "codes", "sub_codes": "codes",
    "use_when": "when_to_use", "use": "when_to_use", "inclusion": "when_to_use", "include": "when_to_use",
    "not_when": "when_not_to_use", "do_not_use": "when_not_to_use", "exclusion": "when_not_to_use",
    "exclude": "when_not_to_use", "when_not": "when_not_to_use", "examples": "example", "comment": "memo",
    "note": "memo", "notes": "memo", "description": "definition",
}  # fmt: skip
_BOOK_OTHER_NAMES = {"name": "codebook"}
_COLOUR_AS_COMMENT = re.compile(r"\s(#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?)\b")
_YES, _NO = {"true", "yes"}, {"false", "no"}


@dataclass(frozen=True)
class ParsedCodebook:
    """A codebook and everything found wrong in its file.

    Attributes:
        codebook: What could be read; complete only when no issue is an error.
        issues: Mistakes in the order of the file.
    """

    codebook: Codebook
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that stop an import."""
        return tuple(issue for issue in self.issues if issue.severity == "error")


def read_codebook(path: Path | str) -> Codebook:
    """Read a codebook file.

    Raises:
        FileUnreadableError: If there is no such file, or it is no text.
        MaterialIssuesError: If it holds mistakes; it lists all of them.
    """
    parsed = parse_codebook(read_codebook_text(path), default_name=Path(path).stem)
    if parsed.errors:
        raise MaterialIssuesError(path, parsed.issues)
    return parsed.codebook


def read_codebook_text(path: Path | str) -> str:
    """Read the text of a codebook file.

    Raises:
        FileUnreadableError: If there is no such file, it is too large or no UTF-8 text.
    """
    path = Path(path)
    try:
        if path.is_dir():  # said here, for Windows calls it a missing permission
            raise FileUnreadableError(path, "it is a folder; name the YAML file in it")
        if path.stat().st_size > MAX_BYTES:
            raise FileUnreadableError(path, f"it is larger than {MAX_BYTES // 1_000_000} MB, which no codebook is")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadableError(path, f"byte {error.start} is not UTF-8; save it as UTF-8 text") from None
    except FileNotFoundError:
        raise FileUnreadableError(path, "there is no such file") from None
    except OSError as error:
        raise FileUnreadableError(path, (error.strerror or str(error)).lower()) from None


def parse_codebook(text: str, *, default_name: str = "codebook") -> ParsedCodebook:
    """Read a codebook from the text of a YAML file."""
    empty = Codebook(codebook_id(default_name), default_name)
    try:
        if too_deep := find_deep_nesting(text):
            return ParsedCodebook(empty, (too_deep,))
        root = yaml.compose(text, Loader=YAML_LOADER)
    except yaml.YAMLError as error:
        return ParsedCodebook(empty, (_syntax_issue(error, text),))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return ParsedCodebook(empty, (Issue("this is not YAML: half a character (a lone surrogate)", line),))
    if root is None:
        return ParsedCodebook(empty, (Issue("the file is empty; write `codes:` and a list of codes"),))
    return _Reading(text).codebook(root, default_name)


def codebook_id(name: str) -> str:
    """Make the id of a codebook from its name, so that the same file read by two people is one codebook."""
    return named_id("codebook", fold_name(name))


def _syntax_issue(error: yaml.YAMLError, text: str) -> Issue:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if problem.startswith("but "):
        problem = f"{getattr(error, 'context', '')} {problem}"
    if mark := getattr(error, "problem_mark", None):
        line = int(mark.line)
    else:  # a character that no YAML may hold
        line = text[: text.find(chr(getattr(error, "character", 0)))].count("\n")
    hint = ""
    if "\t" in "".join(text.split("\n")[line : line + 1]):
        hint = "; indent with spaces, not with tabs"
    elif "mapping" in problem:
        hint = "; if a text holds a colon followed by a space or a #, put it in quotes"
    return Issue(f"this is not YAML: {problem}{hint}", line=line + 1)


@dataclass
class _Entry:
    """A code as written, before ids and parents are settled."""

    node: yaml.Node
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    retired: bool = False
    children: list[_Entry] = field(default_factory=list)

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1


class _Reading:
    """One pass over the nodes of a file; remembers what was wrong."""

    def __init__(self, text: str) -> None:
        self.issues: list[Issue] = []
        self._text_lines = text.split("\n")
        self._seen: set[int] = set()

    def codebook(self, root: yaml.Node, default_name: str) -> ParsedCodebook:
        values: dict[str, str] = {}
        version = 0
        entries: list[_Entry] = []
        nothing_meant = False
        if isinstance(root, yaml.SequenceNode):
            entries = self._entries(root, 1)
        elif isinstance(root, yaml.MappingNode):
            for key, node in self._fields(root, _BOOK_FIELDS, _BOOK_OTHER_NAMES, "a codebook"):
                if key == "codes":
                    entries = self._entries(node, 1)
                    nothing_meant = isinstance(node, yaml.SequenceNode) and not node.value
                elif key == "version":
                    version = self._version(node)
                else:
                    values[key] = self._text(node, key)
        else:
            self._wrong(root, "a codebook is a list of codes under `codes:`")
        if not entries and not nothing_meant and not self.issues:
            self._wrong(root, "there is no code in it; write `codes:` and a list of codes")
        name = values.get("codebook") or default_name
        book_id = values.get("id") or codebook_id(name)
        return ParsedCodebook(
            Codebook(
                book_id,
                name,
                tuple(self._codes(entries, book_id)),
                title=values.get("title", ""),
                description=values.get("description", ""),
                source=values.get("source", ""),
                language=values.get("language", ""),
                owner=values.get("owner") or None,
                version=version,
            ),
            tuple(sorted(self.issues, key=lambda issue: issue.line or 0)),
        )

    def _codes(self, entries: list[_Entry], book_id: str) -> Iterator[Code]:
        first: dict[str, _Entry] = {}
        ids: set[str] = set()

        def walk(level: list[_Entry], parent_id: str | None) -> Iterator[Code]:
            for entry in level:
                self.issues += [Issue(issue.message, entry.line) for issue in name_issues(entry.name)]
                other = first.setdefault(fold_name(entry.name), entry)
                if other is not entry and entry.name:
                    self._wrong(
                        entry.node,
                        f'the name "{entry.name}" is already used in line {other.line}; every code needs its own',
                    )
                values = dict(entry.values)
                code_id = values.pop("id", "") or named_id("code", book_id, fold_name(entry.name))
                if code_id in ids and (other is entry or entry.values.get("id")):
                    self._wrong(
                        entry.node, f'the id of "{entry.name}" is already used by another code; leave the id out'
                    )
                ids.add(code_id)
                yield Code(code_id, entry.name, parent_id, keywords=entry.keywords, retired=entry.retired, **values)
                yield from walk(entry.children, code_id)

        return walk(entries, None)

    def _entries(self, node: yaml.Node, level: int) -> list[_Entry]:
        if level > MAX_LEVELS:
            self._wrong(node, f"codes are nested more than {MAX_LEVELS} levels deep")
            return []
        if self._again(node):
            return []
        if isinstance(node, yaml.SequenceNode):
            return [entry for child in node.value if (entry := self._entry(child, level)) is not None]
        if isinstance(node, yaml.MappingNode):
            return self._entries_of_mapping(node, level)
        if isinstance(node, yaml.ScalarNode) and not node.value.strip():
            return []
        self._wrong(node, "here should be a list of codes, each line beginning with a dash")
        return []

    def _entries_of_mapping(self, node: yaml.MappingNode, level: int) -> list[_Entry]:
        for key, _ in node.value:
            if key.value == "name":
                self._wrong(key, "here should be a list of codes; put a dash before `name:`")
                return []
        return [self._short(key, value, level) for key, value in node.value]

    def _entry(self, node: yaml.Node, level: int) -> _Entry | None:
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.end_mark.line > node.start_mark.line:
                self._wrong(node, "this name runs over several lines; end it with a colon if codes stand below it")
            return _Entry(node, self._text(node, "name"))
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self._wrong(node, "here should be a code: a name, or `name:` with its fields")
            return None
        if len(node.value) == 1:
            key, value = node.value[0]
            if _field_name(self._text(key, "name"), _OTHER_NAMES) not in _CODE_FIELDS:
                return self._short(key, value, level)
        return self._long(_Entry(node), node, level)

    def _short(self, key: yaml.Node, value: yaml.Node, level: int) -> _Entry:
        entry = _Entry(key, self._text(key, "name"))
        if isinstance(value, yaml.ScalarNode):
            entry.values["definition"] = self._text(value, "definition")
        elif isinstance(value, yaml.SequenceNode):
            entry.children = self._entries(value, level + 1)
        elif not self._again(value):
            self._long(entry, value, level)
        return entry

    def _long(self, entry: _Entry, node: yaml.Node, level: int) -> _Entry:
        for key, value in self._fields(node, _CODE_FIELDS, _OTHER_NAMES, "a code"):
            if key == "name":
                entry.name = self._text(value, key)
            elif key == "keywords":
                entry.keywords = self._keywords(value)
            elif key == "codes":
                entry.children = self._entries(value, level + 1)
            elif key == "retired":
                entry.retired = self._truth(value, key)
            else:
                entry.values[key] = self._text(value, key)
            if key == "colour":
                entry.values[key] = self._colour(value, entry.values[key])
        return entry

    def _fields(
        self, node: yaml.Node, known: tuple[str, ...], other_names: dict[str, str], thing: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        done: set[str] = set()
        for key_node, value in node.value:
            written = self._text(key_node, "field")
            key = _field_name(written, other_names)
            if key not in known:
                near = suggestion(key, known)
                self._wrong(key_node, f'{thing} has no field "{written}".{near} It has {", ".join(known)}')
            elif key in done:
                self._wrong(key_node, f'"{written}" is given twice')
            else:
                done.add(key)
                yield key, value

    def _text(self, node: yaml.Node, key: str) -> str:
        if isinstance(node, yaml.SequenceNode) and all(isinstance(part, yaml.ScalarNode) for part in node.value):
            return "\n".join(str(part.value).strip() for part in node.value)
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, f"{key.replace('_', ' ')} should be text; if it holds a colon, put it in quotes")
            return ""
        nothing = {"", "~"} if key in {"name", "codebook"} else {"", "~", "null"}
        return "" if node.tag.endswith(":null") and node.value in nothing else str(node.value).strip()

    def _keywords(self, node: yaml.Node) -> tuple[str, ...]:
        words = self._text(node, "keywords")
        parts = words.split("\n") if isinstance(node, yaml.SequenceNode) else words.split(",")
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _truth(self, node: yaml.Node, key: str) -> bool:
        word = self._text(node, key).lower()
        if word not in _YES | _NO:
            self._wrong(node, f'{key} should be true or false, not "{word}"')
        return word in _YES

    def _version(self, node: yaml.Node) -> int:
        written = self._text(node, "version")
        if written and not (written.isdecimal() and len(written) <= _MAX_VERSION_DIGITS):
            self._wrong(node, f'the version should be a whole number, not "{written[:40]}"')
            return 0
        return int(written or 0)

    def _colour(self, node: yaml.Node, written: str) -> str:
        if not written and (comment := _COLOUR_AS_COMMENT.search(self._text_lines[node.start_mark.line])):
            self._wrong(node, f'YAML takes the colour {comment[1]} for a comment; write it in quotes, "{comment[1]}"')
        colour = full_colour(written)
        if colour is None:
            self._wrong(node, f'"{written}" is no colour; write it as "#1b6ca8", in quotes')
        return colour or ""

    def _again(self, node: yaml.Node) -> bool:
        """Refuse a list that stands in two places through an alias: it could go on for ever."""
        if id(node) in self._seen:
            self._wrong(node, "a codebook cannot use YAML aliases (*name); write the codes out")
            return True
        self._seen.add(id(node))
        return False

    def _wrong(self, node: yaml.Node, message: str) -> None:
        self.issues.append(Issue(message, line=int(node.start_mark.line) + 1))


def _field_name(written: str, other_names: dict[str, str]) -> str:
    key = re.sub(r"[\s_-]+", "_", written.strip().lower())
    return other_names.get(key, key)
