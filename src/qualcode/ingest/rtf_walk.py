"""The walk through the groups and control words of an RTF document."""

from __future__ import annotations

import re
from collections.abc import Callable

from qualcode.ingest.code_pages import SYMBOL_SET, font_code_page, numbered_code_page
from qualcode.ingest.marks import comment_begins, comment_ends, without_controls
from qualcode.ingest.pieces import Pieces, Remark
from qualcode.ingest.rtf_dates import unpack_date
from qualcode.ingest.rtf_state import Font, State, WesternBytes
from qualcode.ingest.rtf_story import Story
from qualcode.ingest.rtf_words import (
    BOXES,
    CHARACTERS,
    COMMENT_FIELDS,
    ENTERED,
    LEFT_OUT,
    LIST_MARKS,
    MARGINS,
    NOTES,
    SIGNS,
)
from qualcode.ingest.symbols import plain_symbols

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<group>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_MOST_DEPTH = 5_000
_FIRST_RANGE = 0xF000


class TooDeepError(Exception):
    """Groups are nested deeper than any program writes them."""


class RtfWalk:
    """One walk through a document.

    Args:
        code_page: The code page to use where fonts name none, instead of the one that the document names.
        western_too: Whether `code_page` goes before that of fonts of the Western character set, too.
    """

    def __init__(self, pieces: Pieces, code_page: str | None = None, *, western_too: bool = False) -> None:
        self.pieces = pieces
        self.body = Story("body", pieces.counts)
        self.western = WesternBytes("cp1252")
        self.open_groups = 0
        self.undecoded = 0
        self._given, self._western_too = code_page, western_too
        self._code_page = code_page or "cp1252"
        self._default_font = 0
        self._fonts: dict[int, Font] = {}
        self._state = State(self.body)
        self._stack: list[State] = []
        self._bytes = bytearray()
        self._bytes_font: Font = Font()
        self._skip = 0
        self._starred = False
        self._fallback_of_pair = ""
        self._numbers: dict[str, int] = {}
        self._comment: dict[str, str] = {}
        self._was = (False, False, False)

    def read(self, text: str) -> list[str]:
        """Walk through the document and give the lines of its body.

        Args:
            text: The file, a character for each byte; characters above U+00FF are taken as they are.
        """
        position, length = 0, len(text)
        match_at = _TOKEN.match
        while position < length:
            match = match_at(text, position)
            if match is None:
                break
            position = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._plain_text(match["text"])
            elif kind in ("word", "number"):
                if match["word"] == "bin":
                    position += max(0, int(match["number"] or 0))
                self._word(match["word"], match["number"])
            elif kind == "byte":
                self._byte(int(match["byte"], 16))
            elif kind == "group":
                self._group(match["group"])
                if not self._stack and match["group"] == "}":
                    break
            elif kind == "sign":
                self._sign(match["sign"])
        self._flush()
        self.open_groups = len(self._stack)
        while self._stack:
            self._close_group()
        self.western.code_page = self._code_page
        return [_with_pairs(line) for line in self.body.lines()]

    # Groups

    def _group(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if brace == "}":
            self._close_group()
            return
        if len(self._stack) > _MOST_DEPTH:
            raise TooDeepError
        outer = self._state
        self._stack.append(outer)
        self._state = outer.inner()
        if outer.both_forms:
            self._state.skips, self._state.both_forms = True, False

    def _close_group(self) -> None:
        if not self._stack:
            return
        closed, self._state = self._state, self._stack.pop()
        if closed.story is not self._state.story:
            self._end_story(closed.story)

    def _begin_story(self, kind: str) -> None:
        state = self._state
        state.story = Story(kind, self.pieces.counts)
        state.in_table, state.level = False, 1
        state.plain()
        if kind == "footnote":
            state.story.mark = self._open_note("footnote")

    def _open_note(self, kind: str) -> str:
        mark = self.pieces.open_note(kind)
        self.pieces.notes.append((mark, []))
        return mark

    def _end_story(self, story: Story) -> None:
        if story.kind in ("footnote", "endnote"):
            self._end_note(story)
            return
        lines = [_with_pairs(line) for line in story.lines()]
        words = "\n".join(lines).strip()
        around = self._state.story
        if story.kind == "box":
            if words:
                self.pieces.counts["box"] += 1
                around.boxes += lines
        elif story.kind == "margin":
            self.pieces.counts["margin"] += bool(words)
        elif story.kind in ("atrfstart", "atrfend"):
            mark = comment_begins if story.kind == "atrfstart" else comment_ends
            around.add(mark(self._comment_number(words)))
        elif story.kind == "annotation":
            self._end_comment(words)
        else:
            self._comment[story.kind] = words

    def _end_note(self, story: Story) -> None:
        lines = [_with_pairs(line).strip() for line in story.lines()]
        self.pieces.notes[self._place_of(story.mark)] = (story.mark, lines)
        self._state.story.add(story.mark)

    def _place_of(self, mark: str) -> int:
        """Find a note among the others, from the end, where the one that was opened last is found at once."""
        notes = self.pieces.notes
        return next(place for place in range(len(notes) - 1, -1, -1) if notes[place][0] == mark)

    def _comment_number(self, reference: str) -> int:
        if reference not in self._numbers:
            self._numbers[reference] = len(self.pieces.comments)
            self.pieces.comments.append(Remark("", ""))
        return self._numbers[reference]

    def _end_comment(self, words: str) -> None:
        said, self._comment = self._comment, {}
        reference = said.get("atnref", "")
        known = reference in self._numbers
        number = self._comment_number(reference or f"comment {len(self.pieces.comments)}")
        author = said.get("atnauthor") or said.get("atnid", "")
        self.pieces.comments[number] = Remark(author, words, unpack_date(said.get("atndate", "")))
        self.pieces.counts["comment"] += 1
        if not known:
            self._state.story.add(comment_ends(number))

    # Control words

    def _word(self, word: str, number: str | None) -> None:
        value = int(number) if number else None
        starred, self._starred = self._starred, False
        if self._skip and word != "u":
            self._skip -= 1
            return
        state = self._state
        if word == "u" and value is not None:
            self._unicode(value)
            return
        if word == "ud" and starred and len(self._stack) > 1:
            state.skips = self._stack[-2].skips
            return
        if state.skips:
            return
        self._flush()
        if word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in _ACTIONS:
            _ACTIONS[word](self, value)
        elif word in LEFT_OUT or (starred and word not in ENTERED):
            self.pieces.counts["picture"] += word == "pict"
            state.skips = True
        elif word in LIST_MARKS:
            self.pieces.counts["numbered"] += 1
            state.skips = True
        elif word in MARGINS:
            self._begin_story("margin")
        elif word in NOTES or word in COMMENT_FIELDS:
            self._begin_story(word)
        elif word in BOXES:
            self._begin_story("box")

    def _unicode(self, value: int) -> None:
        self._skip = 0
        if not self._state.skips:
            self._flush()
            self._add(chr(value % 0x10000) if value < 0x10000 else "\ufffd")
        self._skip = self._state.fallback

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
            return
        if self._skip:
            self._skip -= 1
            return
        if self._state.skips:
            return
        if sign in "\r\n":
            self._end_paragraph(None)
            return
        if sign in "\\{}" and self._bytes:
            # The second half of a character, written as a sign because its byte is that of one.
            self._gather(sign.encode(), self._font())
            return
        self._flush()
        if sign == "-":
            self.pieces.counts["optional"] += 1
        self._add(SIGNS.get(sign, ""))

    def _end_paragraph(self, value: int | None) -> None:
        self._flush()
        # A paragraph whose end was deleted or is hidden runs on into the next.
        if not (self._state.deleted or self._state.hidden):
            self._state.story.end_paragraph(self._state.depth)

    def _end_cell(self, value: int | None) -> None:
        self._state.story.end_cell(1)

    def _end_row(self, value: int | None) -> None:
        self._state.story.end_row(1)

    def _end_inner_cell(self, value: int | None) -> None:
        self._state.story.end_cell(max(self._state.level, 2))

    def _end_inner_row(self, value: int | None) -> None:
        self._state.story.end_row(max(self._state.level, 2))

    def _reset_paragraph(self, value: int | None) -> None:
        self._state.in_table, self._state.level = False, 1

    def _reset_words(self, value: int | None) -> None:
        self._state.plain()

    def _set_level(self, value: int | None) -> None:
        self._state.level = max(1, value or 0)
        self._state.in_table = bool(value)

    def _set_fallback(self, value: int | None) -> None:
        self._state.fallback = min(max(0, 1 if value is None else value), 16)

    def _set_font(self, value: int | None) -> None:
        self._state.font = value or 0
        if self._state.in_fonts:
            self._fonts.setdefault(self._state.font, Font())

    def _set_charset(self, value: int | None) -> None:
        if self._state.in_fonts:
            font = self._fonts.setdefault(self._state.font, Font())
            font.charset = value or 0
            font.code_page = font_code_page(font.charset)

    def _set_font_page(self, value: int | None) -> None:
        if self._state.in_fonts:
            self._fonts.setdefault(self._state.font, Font()).code_page = numbered_code_page(value or 0)

    def _set_code_page(self, value: int | None) -> None:
        if self._given is None:
            self._code_page = numbered_code_page(value or 0) or self._code_page

    def _set_system(self, name: str) -> Callable[[int | None], None]:
        def settle(value: int | None) -> None:
            if self._given is None:
                self._code_page = name

        return settle

    def _make_endnote(self, value: int | None) -> None:
        """Turn the note that has just begun into an endnote."""
        story = self._state.story
        if story.kind != "footnote":
            return
        del self.pieces.notes[self._place_of(story.mark)]
        self.pieces.counts["footnote"] -= 1
        story.kind, story.mark = "endnote", self._open_note("endnote")

    # Characters

    def _plain_text(self, words: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(words))
            self._skip -= skipped
            words = words[skipped:]
        if not words or self._state.skips:
            return
        if self._state.in_fonts:
            self._fonts.setdefault(self._state.font, Font()).name += words.strip().rstrip(";")
            return
        font = self._font()
        if words.isascii() and not self._bytes and font.charset != SYMBOL_SET:
            self._add(words)
        elif max(words) > "\xff":
            self._flush()
            self._add(words)
        else:
            self._gather(words.encode("latin-1"), font)

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._state.skips and not self._state.in_fonts:
            self._gather(bytes([byte]), self._font())

    def _gather(self, data: bytes, font: Font) -> None:
        """Keep bytes until they are complete: two may make one character."""
        if self._bytes and font is not self._bytes_font:
            self._flush()
        self._bytes_font = font
        self._bytes += data

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, font = bytes(self._bytes), self._bytes_font
        self._bytes.clear()
        if font.charset == SYMBOL_SET:
            shown = "".join(chr(_FIRST_RANGE + byte) if byte > 0x1F else "" for byte in data)
            self._add(plain_symbols(shown, font.name))
            return
        if font.charset == 0:
            self.western.data += data
        fonts_page = None if font.charset == 0 and self._western_too else font.code_page
        words = data.decode(fonts_page or self._code_page, "replace")
        self.undecoded += words.count("\ufffd")
        self._add(words)

    def _font(self) -> Font:
        number = self._state.font if self._state.font >= 0 else self._default_font
        return self._fonts.setdefault(number, Font())

    def _add(self, words: str) -> None:
        """Add words to the story at hand, unless they are not shown."""
        state = self._state
        shown = (state.deleted, state.hidden, state.inserted)
        if shown != self._was:
            self._count_stretches(shown)
        if not words or state.hidden or state.deleted or state.in_fonts:
            return
        if "\uf020" <= max(words) <= "\uf0ff":
            words = plain_symbols(words, self._font().name)
        state.story.add(without_controls(words), bold=state.bold)

    def _count_stretches(self, shown: tuple[bool, bool, bool]) -> None:
        """Count what is deleted, hidden or inserted once, where it begins."""
        for what, is_on, was_on in zip(("deletion", "hidden", "insertion"), shown, self._was, strict=True):
            self.pieces.counts[what] += is_on and not was_on
        self._was = shown


def _switch(name: str) -> Callable[[RtfWalk, int | None], None]:
    """Turn something on, or off where a 0 follows the word."""
    return lambda walk, value: setattr(walk._state, name, value != 0)


def _settle(name: str) -> Callable[[RtfWalk, int | None], None]:
    return lambda walk, value: walk._set_system(name)(value)


def _default_font(walk: RtfWalk, value: int | None) -> None:
    walk._default_font = value or 0


_ACTIONS: dict[str, Callable[[RtfWalk, int | None], None]] = {
    "par": RtfWalk._end_paragraph,
    "sect": RtfWalk._end_paragraph,
    "cell": RtfWalk._end_cell,
    "row": RtfWalk._end_row,
    "nestcell": RtfWalk._end_inner_cell,
    "nestrow": RtfWalk._end_inner_row,
    "pard": RtfWalk._reset_paragraph,
    "plain": RtfWalk._reset_words,
    "intbl": _switch("in_table"),
    "itap": RtfWalk._set_level,
    "uc": RtfWalk._set_fallback,
    "f": RtfWalk._set_font,
    "fcharset": RtfWalk._set_charset,
    "cpg": RtfWalk._set_font_page,
    "ansicpg": RtfWalk._set_code_page,
    "mac": _settle("mac_roman"),
    "pc": _settle("cp437"),
    "pca": _settle("cp850"),
    "deff": _default_font,
    "b": _switch("bold"),
    "v": _switch("hidden"),
    "deleted": _switch("deleted"),
    "revised": _switch("inserted"),
    "fonttbl": _switch("in_fonts"),
    "upr": _switch("both_forms"),
    "ftnalt": RtfWalk._make_endnote,
}


def _with_pairs(text: str) -> str:
    """Join the two halves in which RTF writes a character beyond the first 65,536."""
    return _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
