"""Read the nodes of a YAML file; remember what is wrong and in which line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from qualcode.errors import Issue, suggestion
from qualcode.text.yaml_depth import YAML_LOADER, find_deep_nesting


class NodeReader:
    """One pass over the nodes of a file.

    Attributes:
        kind: What the file is, for messages ("a themes file").
        issues: Mistakes so far.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.issues: list[Issue] = []
        self._seen: set[int] = set()

    def compose(self, text: str) -> yaml.Node | None:
        """Give the root of a YAML text; None, with an issue, if there is none."""
        try:
            if too_deep := find_deep_nesting(text):
                self.issues.append(too_deep)
                return None
            root: yaml.Node | None = yaml.compose(text, Loader=YAML_LOADER)
        except yaml.YAMLError as error:
            self.issues.append(_syntax_issue(error))
            return None
        if root is None:
            self.issues.append(Issue("the file is empty"))
        return root

    def fields(
        self, node: yaml.MappingNode, known: Sequence[str], other_names: Mapping[str, str], thing: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Give the fields of a mapping under their standard names; unknown and repeated ones become issues."""
        done: set[str] = set()
        for key_node, value in node.value:
            written = self.text(key_node, "field")
            key = field_name(written, other_names)
            if key not in known:
                near = suggestion(key, known)
                self.wrong(key_node, f'{thing} has no field "{written}".{near} It has {", ".join(known)}')
            elif key in done:
                self.wrong(key_node, f'"{written}" is given twice')
            else:
                done.add(key)
                yield key, value

    def text(self, node: yaml.Node, key: str) -> str:
        """Give the text of a scalar, trimmed; nothing and `~` are empty."""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, f"{key} should be text; if it holds a colon, put it in quotes")
            return ""
        nothing = node.tag.endswith(":null") and node.value in {"", "~", "null"}
        return "" if nothing else str(node.value).strip()

    def again(self, node: yaml.Node) -> bool:
        """Refuse a list that stands in two places through an alias: it could go on for ever."""
        if id(node) in self._seen:
            self.wrong(node, f"{self.kind} cannot use YAML aliases (*name); write the list out")
            return True
        self._seen.add(id(node))
        return False

    def wrong(self, node: yaml.Node, message: str, severity: str = "error") -> None:
        """Remember a mistake at the line of a node."""
        self.issues.append(Issue(message, line=line_of(node), severity=severity))

    def issues_by_line(self) -> tuple[Issue, ...]:
        """Give the mistakes in the order of the file."""
        return tuple(sorted(self.issues, key=lambda issue: issue.line or 0))


def line_of(node: yaml.Node) -> int:
    """Give the line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def field_name(written: str, other_names: Mapping[str, str]) -> str:
    """Give the standard name of a field, however it is spelled."""
    key = re.sub(r"[\s_-]+", "_", written.strip().lower())
    return other_names.get(key, key)


def _syntax_issue(error: yaml.YAMLError) -> Issue:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    hint = "; if a text holds a colon followed by a space or a #, put it in quotes" if "mapping" in str(problem) else ""
    return Issue(f"this is not YAML: {problem}{hint}", line=mark.line + 1 if mark else None)
