"""Questions to the texts and the codings."""

from qualcode.query.search import Hit, compile_query, find_hits

__all__ = ["Hit", "compile_query", "find_hits"]
