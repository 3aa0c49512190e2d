"""Code interviews, compare coders, build one codebook, and walk every claim back to the words.

    import qualcode as qc

    with qc.Project.open("study.qualcode") as study:
        study.codings.frame()       # the tidy table: one row per coding
        study.agreement().frame()   # coefficients with intervals, code by code
        study.themes.prevalence()   # who says what, counted by a stated rule

Names are imported when they are used, so that a bare import stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from qualcode._version import __version__
from qualcode.errors import MaterialError, QualcodeError, UsageError

if TYPE_CHECKING:
    from qualcode import agreement
    from qualcode.codebook import Code, Codebook, diff_codebooks, read_codebook, write_codebook
    from qualcode.coding import find_quote
    from qualcode.ingest import read_source, read_transcript
    from qualcode.project import Project
    from qualcode.themes import ThemeTree, read_themes

__all__ = [
    "Code",
    "Codebook",
    "MaterialError",
    "Project",
    "QualcodeError",
    "ThemeTree",
    "UsageError",
    "__version__",
    "agreement",
    "diff_codebooks",
    "find_quote",
    "read_codebook",
    "read_source",
    "read_themes",
    "read_transcript",
    "write_codebook",
]

_MODULES = {
    "Code": "codebook",
    "Codebook": "codebook",
    "Project": "project",
    "ThemeTree": "themes",
    "diff_codebooks": "codebook",
    "find_quote": "coding",
    "read_codebook": "codebook",
    "read_source": "ingest",
    "read_themes": "themes",
    "read_transcript": "ingest",
    "write_codebook": "codebook",
}


def __getattr__(name: str) -> Any:
    if name == "agreement":
        return importlib.import_module("qualcode.agreement")
    if name in _MODULES:
        return getattr(importlib.import_module(f"qualcode.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
