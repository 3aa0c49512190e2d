"""Databases: the tables of a project, and the one way to write to them."""

from qualcode.storage.engine import is_url
from qualcode.storage.store import Store, utc_now
from qualcode.storage.writing import Change, Writing

__all__ = ["Change", "Store", "Writing", "is_url", "utc_now"]
