"""History: what happened, by whom and when; undo and redo; and the check of the whole project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.storage import Change

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


class History:
    """The changes of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self, *, limit: int | None = None) -> list[Change]:
        """Give changes, the latest first."""
        return self._project.store.history(limit=limit)

    def undo(self, *, mine_only: bool = False) -> Change | None:
        """Take back the latest change that still stands; gives it, or None if there is none.

        Raises:
            UndoConflictError: If later work stands on it; nothing is taken back.
        """
        return self._project.store.undo(who=self._project.who, mine_only=mine_only)

    def redo(self) -> Change | None:
        """Bring back what the latest undo took away, if nothing was changed since."""
        return self._project.store.redo(who=self._project.who)

    def frame(self, *, limit: int | None = None) -> pd.DataFrame:
        """Give a table of changes, the latest first."""
        import pandas as pd

        rows = [(change.seq, change.at, change.who, change.what, change.reason) for change in self.list(limit=limit)]
        return pd.DataFrame(rows, columns=["change", "at", "who", "what", "reason"])
