"""Ids: UUIDs made where the thing is made, so that copies of a project merge without clashes."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("0f6a3c1e-8a1f-5d0b-9e57-7f1f9b0d6c11")


def new_id() -> str:
    """Make an id nobody else has."""
    return str(uuid.uuid4())


def named_id(kind: str, *parts: str) -> str:
    """Make the id that everybody gives to the same thing: a coder, a file, a code of one codebook."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *parts))))
