"""Databases: the tables of a project, and the one way to write to them. Nouns come out and go in; rows stay here."""

from sqlalchemy import Connection

from qualcode.storage.engine import is_url
from qualcode.storage.store import Store, utc_now
from qualcode.storage.writing import Change, Writing

__all__ = ["Change", "Connection", "Store", "Writing", "is_url", "utc_now"]
