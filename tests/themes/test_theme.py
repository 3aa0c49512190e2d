import pytest

from qualcode.codebook import rename_code
from qualcode.errors import CodeNotFoundError, ThemeNotFoundError
from qualcode.themes import Theme, bind_codes, theme_codes, theme_id
from tests.themes.study import Study


def names(themes: tuple[Theme, ...]) -> list[str]:
    return [theme.name for theme in themes]


def test_a_theme_is_found_by_name_path_and_id_whatever_the_case(study: Study) -> None:
    safety = study.tree.theme("safety  COMES first")
    assert safety.id == theme_id("Safety comes first")
    assert study.tree.theme("What clients need > Safety comes first") is safety
    assert study.tree.theme(safety.id) is safety
    assert study.tree.find("Challenges > Safety comes first") is None


def test_an_unknown_theme_brings_the_nearest_name(study: Study) -> None:
    with pytest.raises(ThemeNotFoundError, match=r'There is no theme "Scool"\. Did you mean "School"\?'):
        study.tree.theme("Scool")


def test_the_tree_knows_domains_children_and_descendants(study: Study) -> None:
    domain = study.tree.theme("What clients need")
    assert names(study.tree.domains()) == ["What clients need"]
    assert names(study.tree.children(None)) == ["What clients need", "Too little time"]
    assert (
        names(study.tree.children(domain)) == names(study.tree.descendants(domain)) == ["Safety comes first", "School"]
    )
    assert study.tree.path(study.tree.theme("School")) == "What clients need > School"
    assert len(study.tree) == 4


def test_a_code_brings_the_codes_below_it(study: Study) -> None:
    codes = theme_codes(study.tree.theme("Safety comes first"), study.codebook)
    assert [code.name for code in codes] == ["Safety", "Physical safety", "Emotional safety"]


def test_only_leaves_out_the_codes_below(study: Study) -> None:
    theme = Theme("t", "General needs", codes=("Lack of time",), only=("Safety",))
    assert [code.name for code in theme_codes(theme, study.codebook)] == ["Safety", "Lack of time"]


def test_a_code_that_is_gone_is_named(study: Study) -> None:
    with pytest.raises(CodeNotFoundError, match='No code named "Safty"'):
        theme_codes(Theme("t", "Safety", codes=("Safty",)), study.codebook)


def test_bound_themes_follow_a_renamed_code(study: Study) -> None:
    bound = bind_codes(study.tree, study.codebook)
    renamed = rename_code(study.codebook, "Education", "Schooling").codebook
    assert [code.name for code in theme_codes(bound.theme("School"), renamed)] == ["Schooling"]
