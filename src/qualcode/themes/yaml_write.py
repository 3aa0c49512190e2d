"""Write themes as YAML that a person would have written: domains nested, codes in one line, nothing empty."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.codebook.codebook import Codebook
from qualcode.themes.theme import QuotationChoice, Theme, ThemeTree, theme_id

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

_WRAP_COLUMN = 100


def write_themes(tree: ThemeTree, codebook: Codebook | None = None) -> str:
    """Give themes as YAML; with a codebook, codes that are given by id are written by name."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _WRAP_COLUMN
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    out = io.StringIO()
    head = {
        "title": tree.title,
        "codebook": tree.codebook,
        "description": tree.description,
        "source": tree.source,
    }
    yaml.dump(_filled({**head, "themes": _below(None, tree, codebook)}), out)
    return out.getvalue()


def _below(parent: Theme | None, tree: ThemeTree, codebook: Codebook | None) -> list[CommentedMap]:
    return [_theme(theme, tree, codebook) for theme in tree.children(parent)]


def _theme(theme: Theme, tree: ThemeTree, codebook: Codebook | None) -> CommentedMap:
    return _filled(
        {
            "name": theme.name,
            "claim": theme.claim,
            "codes": _one_line(theme.codes, codebook),
            "only": _one_line(theme.only, codebook),
            "quotes": [_quote(choice) for choice in theme.quotations],
            "memo": theme.memo,
            "id": "" if theme.id == theme_id(theme.name) else theme.id,
            "themes": _below(theme, tree, codebook),
        }
    )


def _quote(choice: QuotationChoice) -> CommentedMap:
    return _filled({"document": choice.document, "quote": choice.quote, "why": choice.why})


def _one_line(names: tuple[str, ...], codebook: Codebook | None) -> CommentedSeq:
    from ruamel.yaml.comments import CommentedSeq

    by_id = {} if codebook is None else codebook.by_id
    listed = CommentedSeq([_scalar(by_id[name].name if name in by_id else name) for name in names])
    listed.fa.set_flow_style()
    return listed


def _filled(fields: dict[str, Any]) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    written = CommentedMap()
    for key, value in fields.items():
        if value:
            written[key] = _scalar(value) if isinstance(value, str) else value
    return written


def _scalar(text: str) -> Any:
    """Mark how a text is to be written: lines as they are, a text that begins with a sign in quotes."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if "\n" in text:
        return LiteralScalarString(text)
    # Files are written by YAML 1.2 and read by YAML 1.1, which part ways over signs at the beginning (`?a`).
    return text if text[:1].isalpha() else DoubleQuotedScalarString(text)
