"""How the transcripts of a folder are read, kept beside them, so that a second run or a colleague's gives the same.

    # qualcode-ingest.yaml
    language: da
    speakers: '(?P<speaker>\\w+)\\s*='       # a pattern for what begins a turn
    map: {I: Interviewer, Pl: P1}           # labels as written, and what to call them
    roles: {interviewer: [Interviewer], participant: [P1, P2]}
    participants: {P1: Meena}               # labels, and the people of the table of participants
    folders:
      pilot: {language: en}
    files:
      P03.txt: {encoding: cp1252}

What is said of a file goes before what is said of its folder, and that before what is said of all; maps are joined.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePath

from qualcode.ingest.base import ReadOptions
from qualcode.text import Speaker, SpeakerRole, Transcript

SETTINGS_NAME = "qualcode-ingest.yaml"


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What is settled for some files; None and empty maps leave it to a wider setting, or to be guessed.

    Attributes:
        encoding: Name of the text encoding.
        language: Language tag.
        speakers: Pattern for what begins a turn (see `ReadOptions.speaker_pattern`).
        map: Labels as written, and what to call them.
        roles: Role by label, as written or as it is called then.
        participants: Name of the participant by label.
        drop_running_heads, join_wraps: See `ReadOptions`.
    """

    encoding: str | None = None
    language: str | None = None
    speakers: str | None = None
    map: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, SpeakerRole] = field(default_factory=dict)
    participants: Mapping[str, str] = field(default_factory=dict)
    drop_running_heads: bool | None = None
    join_wraps: bool | None = None

    def narrowed(self, other: FileSettings) -> FileSettings:
        """Give these settings with those of something narrower laid over them."""
        values: dict[str, object] = {}
        for name in (one.name for one in fields(self)):
            wide, narrow = getattr(self, name), getattr(other, name)
            if isinstance(wide, Mapping):
                values[name] = {**wide, **narrow}
            elif narrow is not None:
                values[name] = narrow
        return replace(self, **values)  # type: ignore[arg-type]

    def options(self, wider: ReadOptions | None = None) -> ReadOptions:
        """Give the options of reading; `wider` holds what is settled elsewhere, as on the command line, and goes first.

        Only what differs there from the default counts as settled.
        """
        own = ReadOptions(
            encoding=self.encoding,
            speaker_pattern=self.speakers,
            speaker_map=self.map,
            drop_running_heads=bool(self.drop_running_heads),
            join_wraps=bool(self.join_wraps),
        )
        if wider is None:
            return own
        return replace(
            own,
            encoding=wider.encoding or own.encoding,
            speaker_pattern=wider.speaker_pattern or own.speaker_pattern,
            speaker_map={**own.speaker_map, **wider.speaker_map},
            max_bytes=wider.max_bytes,
            drop_running_heads=wider.drop_running_heads or own.drop_running_heads,
            join_wraps=wider.join_wraps or own.join_wraps,
        )


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """The settings of one folder and what lies below it.

    Attributes:
        everywhere: For all files.
        folders: By the path of a folder from here, with "/" between its steps.
        files: By the path of a file from here, or by its name alone.
    """

    everywhere: FileSettings = field(default_factory=FileSettings)
    folders: Mapping[str, FileSettings] = field(default_factory=dict)
    files: Mapping[str, FileSettings] = field(default_factory=dict)

    def for_file(self, path: PurePath | str) -> FileSettings:
        """Give the settings of a file.

        Args:
            path: From the folder of the settings.
        """
        steps = _steps(PurePath(path).as_posix())
        found = self.everywhere
        folders = {_steps(name): settings for name, settings in self.folders.items()}
        files = {_steps(name): settings for name, settings in self.files.items()}
        for length in range(1, len(steps)):
            found = found.narrowed(folders.get(steps[:length], FileSettings()))
        return found.narrowed(files.get(steps) or files.get(steps[-1:]) or FileSettings())


def apply_settings(transcript: Transcript, settings: FileSettings) -> Transcript:
    """Give a transcript whose speakers have the roles and are the participants that the settings say.

    A label may be given there as it is written in the transcript or as it is called by the map.
    """
    written = {called: label for label, called in settings.map.items()}

    def settle(speaker: Speaker) -> Speaker:
        names = (speaker.label, written.get(speaker.label, speaker.label))
        role = next((settings.roles[name] for name in names if name in settings.roles), speaker.role)
        person = next((settings.participants[name] for name in names if name in settings.participants), None)
        return Speaker(speaker.label, "participant" if person and role == "unknown" else role, person)

    return replace(transcript, speakers=tuple(map(settle, transcript.speakers)))


def _steps(path: str) -> tuple[str, ...]:
    """Give the steps of a path; names that look alike are alike, whether their accents are separate or not."""
    return tuple(unicodedata.normalize("NFC", step) for step in path.split("/") if step not in ("", "."))
