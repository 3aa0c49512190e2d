from pathlib import Path

import pytest

from qualcode.codebook import read_codebook
from qualcode.errors import FileUnreadableError, MaterialIssuesError
from qualcode.ingest.read import read_source, read_transcript
from qualcode.themes import (
    QuotationChoice,
    ReadDocument,
    find_choices,
    parse_themes,
    read_themes,
    theme_codes,
    theme_id,
)
from tests.themes.study import Study

ROOT = Path(__file__).parents[2]


def mistakes(text: str, study: Study | None = None) -> list[str]:
    return [str(issue) for issue in parse_themes(text, study.codebook if study else None).errors]


def test_the_long_form_fills_every_field() -> None:
    parsed = parse_themes(
        """
title: Two themes
codebook: small
themes:
  - name: Needs
    claim: >-
      Long
      claim.
    themes:
      - name: Safety
        codes: [Safety, Needs > Education]
        only: [Needs]
        quotes:
          - document: P04
            quote: "exact words"
            why: short
          - P05: other words
        memo: note
        id: abc
"""
    )
    assert parsed.issues == ()
    needs, safety = parsed.tree
    assert (parsed.tree.title, parsed.tree.codebook) == ("Two themes", "small")
    assert (needs.id, needs.claim, needs.parent_id) == (theme_id("Needs"), "Long claim.", None)
    assert (safety.id, safety.parent_id, safety.memo) == ("abc", needs.id, "note")
    assert (safety.codes, safety.only) == (("Safety", "Needs > Education"), ("Needs",))
    assert safety.quotations == (QuotationChoice("P04", "exact words", "short"), QuotationChoice("P05", "other words"))
    assert [choice.line for choice in safety.quotations] == [14, 17]


@pytest.mark.parametrize(
    "written",
    [
        "themes:\n  - Safety first: [Safety, Education]\n",
        "themes:\n  Safety first: [Safety, Education]\n",
        "- Safety first: [Safety, Education]\n",
        "themes:\n  - theme: Safety first\n    Codes: [Safety, Education, Safety]\n",
        "themes:\n  - Safety first:\n      codes: [Safety, Education]\n",
    ],
)
def test_the_short_forms_mean_the_same(written: str) -> None:
    parsed = parse_themes(written)
    assert parsed.issues == ()
    assert [(theme.name, theme.codes) for theme in parsed.tree] == [("Safety first", ("Safety", "Education"))]


def test_one_code_needs_no_list() -> None:
    assert parse_themes("- Safety first: Safety").tree.theme("Safety first").codes == ("Safety",)


def test_all_mistakes_are_found_at_once_with_their_lines(study: Study) -> None:
    found = mistakes(
        """themes:
  - name: Safety first
    codes: [Safty]
    colour: red
  - name: safety  FIRST
    codes: [Safety, Education]
  - Nothing at all
  - name: Empty domain
    themes: []
  - codes: [Education]
  - name: Quoted
    quotes:
      - document: P01
      - just words
""",
        study,
    )
    assert found == [
        'line 3: no code named "Safty" in codebook "small". Did you mean "Safety"?',
        'line 4: a theme has no field "colour". It has name, claim, memo, id, codes, only, quotes, themes',
        'line 5: the name "safety  FIRST" is already used in line 2; every theme needs its own',
        'line 7: the theme "Nothing at all" is built of nothing; give it `codes:`, `quotes:` or `themes:` below it',
        'line 8: there is no theme in the list below "Empty domain"',
        "line 10: this theme has no name; add `name:`",
        'line 11: the theme "Quoted" is built of nothing; give it `codes:`, `quotes:` or `themes:` below it',
        "line 13: this quote has no quote",
        "line 14: a quote needs its document: `document:` and `quote:`, or `P04: words`",
    ]


def test_codes_written_in_one_string_are_asked_for_as_a_list(study: Study) -> None:
    assert mistakes("- School: Education, Reading and writing", study) == [
        'line 1: no code named "Education, Reading and writing" in codebook "small". '
        "Write several codes as a list: [Education, Reading and writing]"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "the file is empty"),
        ("themes: []", "there is no theme in it"),
        ("just text", "a themes file is a list of themes"),
        ("themes: [", "this is not YAML"),
        ("themes:\n  - A: [x]\nthemes:\n  - B: [y]", '"themes" is given twice'),
        ("themes:\n  - A > B: [x]", "stands for levels of the tree"),
        ("themes:\n  - name: A\n    themes: &below\n      - B: [x]\n  - name: C\n    themes: *below", "YAML aliases"),
        ("themes:\n  - name: A\n    codes: {x: y}", "should be text"),
        (
            "themes:\n  - name: A\n    codes: [x]\n    id: same\n  - name: B\n    codes: [x]\n    id: same",
            "already used",
        ),
        ("themes: 3", "here should be a list of themes"),
        ("themes:\n  - [a, b]", "here should be a theme"),
        ("themes:\n  - name: A\n    quotes: P01", "quotes should be a list"),
        ('themes:\n  - "A\\nB": [x]', "a name is one line"),
    ],
)
def test_a_file_that_is_no_themes_file_is_explained(written: str, said: str) -> None:
    assert any(said in mistake for mistake in mistakes(written))


def test_deep_nesting_is_refused() -> None:
    text = "themes:\n"
    for level in range(40):
        indent = "  " * (2 * level + 1)
        text += f"{indent}- name: T{level}\n{indent}  themes:\n"
    assert any("nested more than 30 levels" in mistake for mistake in mistakes(text))


def test_themes_for_another_codebook_are_only_warned_about(study: Study) -> None:
    parsed = parse_themes("codebook: other\nthemes:\n  - School: [Education]", study.codebook)
    assert parsed.errors == ()
    assert [issue.message for issue in parsed.issues] == [
        'the themes were written for codebook "other", and this one is "small"'
    ]


def test_a_wrong_file_raises_with_every_mistake(tmp_path: Path, study: Study) -> None:
    path = tmp_path / "themes.yaml"
    path.write_text("themes:\n  - A: [Safty]\n  - B\n", encoding="utf-8")
    with pytest.raises(MaterialIssuesError, match="2 mistakes; nothing was changed"):
        read_themes(path, study.codebook)
    with pytest.raises(FileUnreadableError, match="there is no such file"):
        read_themes(tmp_path / "none.yaml")


def test_the_sample_themes_fit_the_sample_codebook() -> None:
    codebook = read_codebook(ROOT / "codebooks" / "noble2011.yaml")
    tree = read_themes(ROOT / "transcripts_sample" / "themes.yaml", codebook)
    assert [theme.name for theme in tree.children(None)] == [
        "Client needs", "Programme services", "Challenges", "Care for the whole person",
    ]  # fmt: skip
    used = [code.name for theme in tree for code in theme_codes(theme, codebook)]
    assert sorted(used) == sorted(code.name for code in codebook), "every code belongs to exactly one theme"


def test_the_chosen_quotations_of_the_sample_stand_in_its_transcripts() -> None:
    sample = ROOT / "transcripts_sample"
    tree = read_themes(sample / "themes.yaml")
    names = {choice.document for theme in tree for choice in theme.quotations}
    files = {path.stem: path for path in sample.iterdir() if path.stem in names}
    found = find_choices(
        tree, [ReadDocument(name, text=read_transcript(read_source(path)).text) for name, path in files.items()]
    )
    assert found.issues == ()
    assert len(found.found) == sum(len(theme.quotations) for theme in tree)
