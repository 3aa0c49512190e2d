"""Do what people do to a study: load, call a pure function, save, note who and when."""

from qualcode.project.project import Project, current_person

__all__ = ["Project", "current_person"]
