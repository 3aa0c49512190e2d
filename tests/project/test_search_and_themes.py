"""Words found by place, and themes kept, counted and quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import DocumentNotFoundError, MaterialIssuesError, NoThemesError, QueryError, ThemeNotFoundError
from qualcode.project import Project
from qualcode.project.sample import SampleStudy
from tests.study import THEMES


def test_words_are_found_with_their_exact_places_in_every_script(project: Project) -> None:
    for query, count in (("i feel SAFE", 4), ("डर नहीं", 2), ("👩‍👩‍👧", 2), ("nowhere", 0)):
        hits = list(project.search.find(query))
        assert len(hits) == count
        for hit in hits:
            assert project.documents.text(hit.document)[hit.start : hit.end] == hit.words
    assert [hit.document for hit in project.search.find("door", documents=["b", "B.txt"])] == ["B"]
    assert len(list(project.search.find("I FEEL", case=True))) == 0
    assert len(list(project.search.find("saf", whole_words=True))) == 0
    assert [hit.words for hit in project.search.find(r"Then I \w+", regex=True, documents=["A"])] == [
        "Then I count",
        "Then I sleep",
    ]


def test_a_search_that_cannot_be_understood_is_told_at_once(project: Project) -> None:
    with pytest.raises(QueryError, match=r'Cannot look for "\(": '):
        list(project.search.find("(", regex=True))
    with pytest.raises(DocumentNotFoundError):
        list(project.search.find("x", documents=["nowhere"]))


def test_a_project_without_themes_says_so(project: Project) -> None:
    with pytest.raises(NoThemesError, match=r"The project has no themes yet. Read them in with"):
        project.themes.tree()


def test_themes_go_out_and_come_back_unchanged(project: Project, tmp_path: Path) -> None:
    tree = project.themes.import_file(tmp_path / "themes.yaml", reason="first thoughts")
    assert project.themes.tree() == tree
    assert tree.codebook == "small"
    out = project.themes.export_file(tmp_path / "out.yaml")
    assert "Safety first" in out.read_text(encoding="utf-8")
    assert project.themes.import_file(out) == tree
    again = project.themes.export_file(tmp_path / "again.yaml")
    assert again.read_bytes() == out.read_bytes()
    assert project.history.list()[0].what == "themes from themes.yaml"


def test_themes_that_are_no_longer_named_are_taken_away(project: Project, tmp_path: Path) -> None:
    project.themes.import_file(tmp_path / "themes.yaml")
    (tmp_path / "fewer.yaml").write_text("codebook: small\nthemes:\n  - Rest: [Sleep]\n", encoding="utf-8")
    project.themes.import_file(tmp_path / "fewer.yaml")
    assert [theme.name for theme in project.themes.tree()] == ["Rest"]
    with pytest.raises(ThemeNotFoundError, match=r'There is no theme "Rets". Did you mean "Rest"'):
        project.themes.quotes("Rets")


def test_a_quotation_that_is_not_in_its_document_stops_the_import(project: Project, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(THEMES.replace("The door holds.", "We saw whales there."), encoding="utf-8")
    with pytest.raises(MaterialIssuesError, match="1 mistake; nothing was changed"):
        project.themes.import_file(tmp_path / "wrong.yaml")
    with pytest.raises(NoThemesError):
        project.themes.tree()


def test_a_theme_is_counted_where_its_codes_stand_in_finished_documents(project: Project, tmp_path: Path) -> None:
    project.themes.import_file(tmp_path / "themes.yaml")
    project.codings.add("A", "Physical safety", coder="ana", quote="The door holds.")
    project.codings.add("A", "Safety", coder="ben", quote="The door holds.")
    project.codings.add("B", "Sleep", coder="ana", quote="Then I sleep.")
    for document, coder in (("A", "ana"), ("A", "ben"), ("B", "ana")):
        project.readings.mark_finished(document, coder)
    found = {row.theme: row for row in project.themes.prevalence().rows}
    assert (found["Safety first"].documents, found["Rest"].documents) == (1, 1)
    assert found["What they need"].documents == 2
    (quote,) = project.themes.quotes("Safety first")
    assert quote.words == "The door holds."
    assert set(quote.coders) == {"ana", "ben"}
    (exemplar,) = project.themes.exemplars("Safety first", n=1)
    assert (exemplar.words, exemplar.why) == ("The door holds.", "short")
    (document, _) = project.themes.documents(round_name="main")
    assert document.finished_by == ("ana", "ben")


def test_a_report_has_the_same_bytes_whenever_it_is_written(sample: SampleStudy, tmp_path: Path) -> None:
    themes = sample.project.themes
    first = themes.write_report(tmp_path / "1.html", round_name="main", notice="n")
    second = themes.write_report(tmp_path / "2.html", round_name="main", notice="n")
    assert first.read_bytes() == second.read_bytes()
    assert b"http://" not in first.read_bytes().replace(b"http://www.w3.org", b""), "nothing comes from elsewhere"
