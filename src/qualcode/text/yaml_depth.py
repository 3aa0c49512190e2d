"""A guard before the reading of YAML: PyYAML goes down into nested lists without counting, until the program dies."""

from __future__ import annotations

import yaml

from qualcode.errors import Issue

MAX_DEPTH = 200
YAML_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def find_deep_nesting(text: str) -> Issue | None:
    """Give the mistake of a YAML text that is nested more deeply than anybody writes; None if it is not.

    Raises:
        yaml.YAMLError: If it is no YAML.
    """
    depth = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else None
            return Issue("the lists are nested too deeply", line)
    return None
