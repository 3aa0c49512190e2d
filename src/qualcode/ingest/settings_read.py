"""Read the settings of a folder from YAML as people write it; every mistake is found in one go, with its line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml

from qualcode.errors import FileUnreadableError, Issue, MaterialIssuesError, SourceMissingError, suggestion
from qualcode.ingest.settings import SETTINGS_NAME, FileSettings, IngestSettings
from qualcode.text import SpeakerRole
from qualcode.text.yaml_nodes import NodeReader

MAX_BYTES = 1_000_000

_TEXTS = ("encoding", "language", "speakers")
_SWITCHES = ("drop_running_heads", "join_wraps")
_FILE_FIELDS = (*_TEXTS, "map", "roles", "participants", *_SWITCHES)
_ROLES: tuple[SpeakerRole, ...] = get_args(SpeakerRole)
# What people write for the same field.
_OTHER_NAMES = {
    "lang": "language", "pattern": "speakers", "speaker_pattern": "speakers", "speaker": "speakers",
    "speaker_map": "map", "rename": "map", "labels": "map", "role": "roles", "participant": "participants",
    "people": "participants", "running_heads": "drop_running_heads", "wraps": "join_wraps", "folder": "folders",
    "file": "files",
}  # fmt: skip
_YES, _NO = {"true", "yes", "on"}, {"false", "no", "off"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class ParsedSettings:
    """Settings and everything found wrong in their file.

    Attributes:
        settings: What could be read; complete only when there is no issue.
        issues: Mistakes in the order of the file.
    """

    settings: IngestSettings
    issues: tuple[Issue, ...]


def settings_for(
    path: Path | str, *, root: Path | str | None = None, read: Callable[[Path], IngestSettings] | None = None
) -> FileSettings:
    """Give the settings of a file, from the settings beside it and in the folders above it.

    Args:
        path: The transcript.
        root: The uppermost folder in which to look; None for the folder of the file alone.
        read: What reads a file of settings, for one that remembers what it read; `read_settings` if None.

    Raises:
        FileUnreadableError: If a file of settings cannot be opened, or is no text.
        MaterialIssuesError: If it holds mistakes; it lists all of them.
    """
    path = Path(path).absolute()
    top = path.parent if root is None else Path(root).absolute()
    folders = [folder for folder in path.parents if folder == top or top in folder.parents] or [path.parent]
    found = FileSettings()
    for folder in reversed(folders):
        if (folder / SETTINGS_NAME).is_file():
            found = found.narrowed((read or read_settings)(folder / SETTINGS_NAME).for_file(path.relative_to(folder)))
    return found


def read_settings(path: Path | str) -> IngestSettings:
    """Read a file of settings, or the one in a folder; a folder without one has none settled.

    Raises:
        FileUnreadableError: If it cannot be opened, or is no text.
        MaterialIssuesError: If it holds mistakes; it lists all of them.
    """
    path = Path(path)
    if path.is_dir():
        path = path / SETTINGS_NAME
        if not path.exists():
            return IngestSettings()
    return _parse_file(path)


def _parse_file(path: Path) -> IngestSettings:
    try:
        data = path.read_bytes()
        text = data[: MAX_BYTES + 1].decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SourceMissingError(path) from error
    except UnicodeDecodeError as error:
        raise FileUnreadableError(path, f"byte {error.start} is not UTF-8; save it as UTF-8 text") from error
    except OSError as error:
        raise FileUnreadableError(path, (error.strerror or str(error)).lower()) from error
    if len(data) > MAX_BYTES:
        raise FileUnreadableError(path, "it is larger than 1 MB, which no settings are")
    parsed = parse_settings(text)
    if parsed.issues:
        raise MaterialIssuesError(path, parsed.issues)
    return parsed.settings


def parse_settings(text: str) -> ParsedSettings:
    """Read settings from the text of a YAML file; an empty one settles nothing."""
    reading = _Reading()
    if not re.sub(r"(?m)^\s*#.*$", "", text).strip():
        return ParsedSettings(IngestSettings(), ())
    root = reading.nodes.compose(text)
    settings = IngestSettings() if root is None else reading.settings(root)
    return ParsedSettings(settings, reading.nodes.issues_by_line())


class _Reading:
    """One pass over a file of settings."""

    def __init__(self) -> None:
        self.nodes = NodeReader("a file of settings")

    def settings(self, root: yaml.Node) -> IngestSettings:
        if not isinstance(root, yaml.MappingNode):
            self.nodes.wrong(root, f"settings are fields with values, for example `language: en`; {_known()}")
            return IngestSettings()
        inner: dict[str, dict[str, FileSettings]] = {"folders": {}, "files": {}}
        plain: list[tuple[str, yaml.Node]] = []
        for key, node in self.nodes.fields(root, (*_FILE_FIELDS, *inner), _OTHER_NAMES, "a file of settings"):
            if key not in inner:
                plain.append((key, node))
                continue
            for name_node, value in self._pairs(node, key):
                name = self.nodes.text(name_node, key)
                if not isinstance(value, yaml.MappingNode) or self.nodes.again(value):
                    self.nodes.wrong(value, f'"{name}" should have fields below it; {_known()}')
                    continue
                found = self.nodes.fields(value, _FILE_FIELDS, _OTHER_NAMES, f'"{name}"')
                inner[key][name] = self._file_settings(list(found))
        return IngestSettings(self._file_settings(plain), inner["folders"], inner["files"])

    def _file_settings(self, found: list[tuple[str, yaml.Node]]) -> FileSettings:
        nodes = dict(found)
        texts = {key: self.nodes.text(nodes[key], key) or None for key in _TEXTS if key in nodes}
        self._check_texts(texts, nodes)
        switches = {key: self._switch(nodes[key], key) for key in _SWITCHES if key in nodes}
        return FileSettings(
            encoding=texts.get("encoding"),
            language=texts.get("language"),
            speakers=texts.get("speakers"),
            drop_running_heads=switches.get("drop_running_heads"),
            join_wraps=switches.get("join_wraps"),
            map=self._map(nodes.get("map"), "map"),
            roles=self._roles(nodes.get("roles")),
            participants=self._map(nodes.get("participants"), "participants"),
        )

    def _check_texts(self, texts: dict[str, str | None], nodes: dict[str, yaml.Node]) -> None:
        if (encoding := texts.get("encoding")) and not _is_encoding(encoding):
            self.nodes.wrong(
                nodes["encoding"], f'there is no text encoding "{encoding}"; common ones are utf-8, utf-16, cp1252'
            )
        if (language := texts.get("language")) and not _LANGUAGE.fullmatch(language):
            self.nodes.wrong(nodes["language"], f'"{language}" is no language tag; write en, de, pt-BR or the like')
        if pattern := texts.get("speakers"):
            try:
                re.compile(pattern)
            except re.error as error:
                self.nodes.wrong(nodes["speakers"], f'the pattern "{pattern}" cannot be used: {error}')

    def _switch(self, node: yaml.Node, key: str) -> bool | None:
        word = self.nodes.text(node, key).lower()
        if word not in _YES | _NO:
            self.nodes.wrong(node, f'{key} should be true or false, not "{word}"')
        return word in _YES

    def _map(self, node: yaml.Node | None, key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name_node, value in self._pairs(node, key):
            label = self.nodes.text(name_node, key)
            called = self.nodes.text(value, f'"{label}"')
            if label in found:
                self.nodes.wrong(name_node, f'"{label}" is given twice')
            elif label and called:
                found[label] = called
            elif isinstance(value, yaml.ScalarNode):
                self.nodes.wrong(name_node, f'"{label}" has nothing behind it; write `{label}: name`')
        return found

    def _roles(self, node: yaml.Node | None) -> dict[str, SpeakerRole]:
        found: dict[str, SpeakerRole] = {}
        for role_node, value in self._pairs(node, "roles"):
            written = self.nodes.text(role_node, "roles")
            role = next((known for known in _ROLES if known == written.lower()), None)
            if role is None:
                near = suggestion(written, _ROLES)
                self.nodes.wrong(role_node, f'there is no role "{written}".{near} There are {", ".join(_ROLES)}')
                continue
            for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                label = self.nodes.text(part, f"a label in `{written}:`")
                if label in found:
                    self.nodes.wrong(part, f'"{label}" has two roles; keep one')
                elif label:
                    found[label] = role
        return found

    def _pairs(self, node: yaml.Node | None, key: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
            return
        if not isinstance(node, yaml.MappingNode):
            self.nodes.wrong(node, f"{key} should be names with values, one on a line: `name: value`")
        elif not self.nodes.again(node):
            yield from node.value


def _known() -> str:
    return f"the fields are {', '.join(_FILE_FIELDS)}"


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False
