"""Invented transcripts with the statistics of speech: few frequent words, many rare ones; the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from qualcode.text import Speaker, Transcript, Turn

_WORDS_PER_TURN = 50
_VOCABULARY = 5_000
_SENTENCE_END = 12  # every twelfth word or so ends a sentence


@dataclass(frozen=True, slots=True)
class Script:
    """A way of writing, and words whose frequency is known.

    Attributes:
        syllables: What words are made of, apart from one another.
        common: Stands about once in 15 words.
        frequent: Stands once in 500 words.
        rare: Stands once in every hundredth document.
    """

    name: str
    syllables: str
    common: str
    frequent: str
    rare: str
    stop: str


LATIN = Script(
    "Latin",
    "ka to mi re lu sa ne di po ga ve ro ti na be sho wel par ing ter con ment",
    "the",
    "shelter",
    "ombudsperson",
    ".",
)
DEVANAGARI = Script(
    "Devanagari",
    "का मि रे लु सा ने दि पो गा वे रो ति ना बे शो त्र क्ष म्ब हीं करु ज्ञा",
    "और",
    "परिवार",
    "लोकपाल",
    "।",
)


class Voices:
    """Invents transcripts of one script, one after the other."""

    def __init__(self, script: Script, seed: int = 7) -> None:
        self.script = script
        self._random = Random(seed)
        words = [script.common, *self._invent_words()]
        self._words = words
        # Zipf's law: the tenth word stands a tenth as often as the first.
        self._weights = list(accumulate(1 / (rank + 1.5) for rank in range(len(words))))

    def transcript(self, index: int, n_words: int) -> Transcript:
        """Invent the transcript of an index; every second one has the curly quote marks of word processors."""
        words = self._random.choices(self._words, cum_weights=self._weights, k=n_words)
        for at in range(self._random.randrange(100), n_words, 500):
            words[at] = self.script.frequent
        if index % 100 == 3:
            words[n_words // 2 + 5] = self.script.rare
        lines: list[str] = []
        turns: list[Turn] = []
        at = 0
        for number, first in enumerate(range(0, n_words, _WORDS_PER_TURN)):
            label = "P" if number % 2 else "I"
            said = self._sentences(words[first : first + _WORDS_PER_TURN], curly=index % 2 == 0)
            line = f"{label}: {said}"
            turns.append(Turn(at + 3, at + len(line), label, at))
            lines.append(line)
            at += len(line) + 1
        speakers = (Speaker("I", "interviewer"), Speaker("P", "participant"))
        return Transcript("\n".join(lines), tuple(turns), speakers, encoding="utf-8")

    def _invent_words(self) -> list[str]:
        syllables = self.script.syllables.split()
        found: dict[str, None] = {}
        while len(found) < _VOCABULARY:
            length = self._random.choices((1, 2, 3, 4), (1, 4, 4, 2))[0]
            found["".join(self._random.choices(syllables, k=length))] = None
        return list(found)

    def _sentences(self, words: list[str], *, curly: bool) -> str:
        for at in range(0, len(words), _SENTENCE_END):
            words[at] = words[at].capitalize()
            end = min(at + _SENTENCE_END, len(words)) - 1
            words[end] += self.script.stop
        said = " ".join(words)
        return f"{said} “{words[0]}”" if curly else said
