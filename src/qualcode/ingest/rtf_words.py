"""The control words of RTF that matter for text: which stand for characters, which open something that is no text."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "softline": "\n", "softpage": "",
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}

# Groups that hold no text of the document.
LEFT_OUT = _words(
    """
    colortbl stylesheet info pict nonshppict bkmkstart bkmkend xe tc tcn rxe txe sn sv sp themedata datastore
    colorschememapping latentstyles filetbl revtbl rsidtbl generator mmathPr ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn background template listtable listoverridetable fldinst fldtype formfield datafield objdata objclass
    objname pntxta pntxtb pnseclvl nesttableprops nonesttables panose falt fname xmlnstbl wgrffmtfilter docvar
    userprops private do_not_show protusertbl keycode passwordhash factoidname mhtmltag htmltag
    """
)
# The number or bullet of a list item, as the writing program computed it.
LIST_MARKS = frozenset({"listtext", "pntext"})
MARGINS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
NOTES = frozenset({"footnote"})
BOXES = frozenset({"shptxt", "dptxbxtext"})
COMMENT_FIELDS = frozenset({"annotation", "atnauthor", "atnid", "atndate", "atntime", "atnref", "atrfstart", "atrfend"})
# Groups marked as ignorable (\*) that hold text nevertheless.
ENTERED = frozenset({"shpinst", "do", "ud", "txfieldtext", "shpgrp"}) | NOTES | BOXES | COMMENT_FIELDS
