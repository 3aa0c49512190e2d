"""Files that commands write: of the right kind, and never on top of something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from qualcode.errors import QualcodeError

YAML = (".yaml", ".yml")
HTML = (".html", ".htm")


def writable(path: Path, kinds: tuple[str, ...], *, is_own: Callable[[Path], object] | None = None) -> Path:
    """Give a path back if a file of this kind may be written there.

    Args:
        path: Where to.
        kinds: Endings it may have.
        is_own: Reads an older file at the path and raises when it is something else, which is then left alone.
    """
    if path.suffix.lower() not in kinds:
        raise click.UsageError(f'"{path}" should end in {kinds[0]}; so no other file is overwritten by mistake.')
    if is_own is not None and path.is_file():
        try:
            is_own(path)
        except QualcodeError:
            raise click.UsageError(
                f"{path} exists and is something else, or holds mistakes; it was left as it is. Choose another name."
            ) from None
    return path
