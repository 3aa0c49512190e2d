from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.code import fold_name
from qualcode.themes import QuotationChoice, Theme, ThemeTree, bind_codes, parse_themes, theme_id, write_themes
from tests.themes.study import small_study

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=">")
LINE = st.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(lambda text: text not in ("", "~", "null"))
TEXT = st.lists(LINE, max_size=3).map("\n".join)
CODES = st.lists(LINE, min_size=1, max_size=3, unique=True).map(tuple)
CHOICES = st.lists(st.builds(QuotationChoice, LINE, LINE, st.one_of(st.just(""), LINE)), max_size=2).map(tuple)


@st.composite
def trees(draw: st.DrawFn) -> ThemeTree:
    """Draw a forest in which each theme stands under the one before it, or at the top."""
    names = draw(st.lists(LINE, min_size=1, max_size=5, unique_by=fold_name))
    themes: list[Theme] = []
    for name in names:
        parent = themes[-1].id if themes and draw(st.booleans()) else None
        own_id = draw(st.sampled_from(["", f"id-{len(themes)}"]))
        themes.append(
            Theme(
                own_id or theme_id(name), name, draw(TEXT), draw(CODES), draw(st.one_of(st.just(()), CODES)),
                draw(CHOICES), parent, draw(TEXT),
            )
        )  # fmt: skip
    return ThemeTree(tuple(themes), title=draw(TEXT), codebook="small")


@given(trees())
def test_written_themes_are_read_back_unchanged(tree: ThemeTree) -> None:
    parsed = parse_themes(write_themes(tree))
    assert parsed.issues == ()
    assert parsed.tree == tree


def test_themes_are_written_as_a_person_would() -> None:
    study = small_study()
    safety = replace(
        study.tree.theme("Safety comes first"), quotations=(QuotationChoice("P01", "The gate must be locked."),)
    )
    tree = replace(study.tree, themes=tuple(safety if theme.id == safety.id else theme for theme in study.tree))
    assert write_themes(bind_codes(tree, study.codebook), study.codebook) == (
        "themes:\n"
        "  - name: What clients need\n"
        "    claim: Much.\n"
        "    themes:\n"
        "      - name: Safety comes first\n"
        "        codes: [Safety]\n"
        "        quotes:\n"
        "          - document: P01\n"
        "            quote: The gate must be locked.\n"
        "      - name: School\n"
        "        codes: [Education]\n"
        "  - name: Too little time\n"
        "    codes: [Lack of time]\n"
    )
