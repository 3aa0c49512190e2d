"""Write the settings of a folder as YAML, so that reading gives the same settings again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import yaml

from qualcode.errors import FileUnreadableError
from qualcode.ingest.settings import SETTINGS_NAME, FileSettings, IngestSettings
from qualcode.text import SpeakerRole

_COMMENT = """\
# How `qualcode ingest` reads the transcripts in this folder. Keep it beside them, and everybody reads them alike.
# Fields: encoding, language, speakers (a pattern), map, roles, participants, drop_running_heads, join_wraps;
# below `folders:` and `files:` the same for one folder or file.
"""


def settings_text(settings: IngestSettings) -> str:
    """Give the settings as YAML; what is not settled is left out."""
    content = _fields(settings.everywhere)
    for key, inner in (("folders", settings.folders), ("files", settings.files)):
        if inner:
            content[key] = {name: _fields(one) for name, one in inner.items()}
    return _COMMENT + (yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110) if content else "")


def write_settings(settings: IngestSettings, folder: Path | str) -> Path:
    """Write the settings of a folder, whole or not at all; gives the file.

    Raises:
        FileUnreadableError: If the folder cannot be written to.
    """
    path = Path(folder) / SETTINGS_NAME
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{SETTINGS_NAME}")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(settings_text(settings))
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise FileUnreadableError(path, (error.strerror or str(error)).lower()) from error
    return path


def _fields(settings: FileSettings) -> dict[str, object]:
    by_role = {
        role: [label for label, given in settings.roles.items() if given == role] for role in get_args(SpeakerRole)
    }
    values: dict[str, object] = {
        "encoding": settings.encoding,
        "language": settings.language,
        "speakers": settings.speakers,
        "map": dict(settings.map),
        "roles": {role: labels for role, labels in by_role.items() if labels},
        "participants": dict(settings.participants),
        "drop_running_heads": settings.drop_running_heads,
        "join_wraps": settings.join_wraps,
    }
    return {key: value for key, value in values.items() if value is not None and not _is_empty(value)}


def _is_empty(value: object) -> bool:
    return isinstance(value, Mapping) and not value
