"""What was said: texts, positions, turns, speakers. Knows nothing of codes, files or databases."""

from qualcode.text.anchor import Anchor, make_anchor
from qualcode.text.canonical import CanonicalText, canonicalise
from qualcode.text.edit import Edit, EditedText, apply_edits
from qualcode.text.ids import named_id, new_id
from qualcode.text.offsets import OffsetTable
from qualcode.text.span import Span, merge_spans, trim_span
from qualcode.text.transcript import Comment, Document, Participant, Speaker, SpeakerRole, Transcript, Turn
from qualcode.text.units import UnitName, count_words, paragraph_spans, turn_spans

__all__ = [
    "Anchor",
    "CanonicalText",
    "Comment",
    "Document",
    "Edit",
    "EditedText",
    "OffsetTable",
    "Participant",
    "Span",
    "Speaker",
    "SpeakerRole",
    "Transcript",
    "Turn",
    "UnitName",
    "apply_edits",
    "canonicalise",
    "count_words",
    "make_anchor",
    "merge_spans",
    "named_id",
    "new_id",
    "paragraph_spans",
    "trim_span",
    "turn_spans",
]
