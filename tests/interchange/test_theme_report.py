from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.interchange.theme_report import ThemeReport, make_theme_report, theme_report_html, write_theme_report
from qualcode.themes import QuotationChoice, ReadDocument, find_choices
from tests.themes.study import Study, interview, small_study

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser would find: texts of transcripts, marked words, links and anchors.

    Attributes:
        said: The text of each transcript, without the numbers of quotations.
        marked: The words under each mark, by its number.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.marked: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        if tag not in VOID:
            self.open.append((tag, named))
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "section" and named.get("class") == "transcript wide":
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        attributes = [named for _, named in self.open]
        if any("sign" in str(named.get("class")) for named in attributes):
            return
        if any("data-text" in named for named in attributes):
            self.said[-1] += data
        for named in attributes:
            for number in str(named.get("data-q") or "").split():
                self.marked[number] = self.marked.get(number, "") + data


@pytest.fixture
def study() -> Study:
    return small_study()


@pytest.fixture
def report(study: Study) -> ThemeReport:
    return report_of(study)


def report_of(study: Study, **options: str) -> ThemeReport:
    rows = (
        study.coding("P01", "The gate must be locked.", "Physical safety", "ana"),
        study.coding("P01", "must be locked. And she must feel believed.", "Safety", "ben", "unsure"),
        study.coding("P01", "locked. And", "Education", "ben"),
        study.coding("P02", "A guard at night.", "Safety", "ana"),
        study.coding("P03", "no time for school", "Lack of time", "ben"),
    )
    return make_theme_report(
        "A small study",
        study.tree,
        study.codebook,
        study.frame(*rows),
        study.documents,
        **options,  # type: ignore[arg-type]
    )


def test_every_transcript_stands_in_the_report_once_and_whole(study: Study, report: ThemeReport) -> None:
    assert Page(theme_report_html(report)).said == [document.text for document in study.documents]


def test_marks_cover_the_quoted_words_also_where_they_overlap(report: ThemeReport) -> None:
    assert Page(theme_report_html(report)).marked == {
        "1": "The gate must be locked. And she must feel believed.",
        "2": "locked. And",
        "3": "A guard at night.",
        "4": "no time for school",
    }


@settings(max_examples=40)
@given(
    st.text(st.sampled_from("ab <>&\"'\n\u0939\u093f{%}\U0001f600"), min_size=1, max_size=40),
    st.lists(
        st.tuples(st.integers(0, 39), st.integers(1, 20), st.sampled_from(["Safety", "Education", "Lack of time"])),
        max_size=6,
    ),
)
def test_any_words_with_any_marks_come_out_as_they_went_in(text: str, marks: list[tuple[int, int, str]]) -> None:
    study = small_study()
    document = interview("P01", ("P", text))
    study = replace(study, documents=(document,))
    start = document.turns[0].start
    rows = [
        study.coding_at("P01", start + at, min(start + at + length, start + len(text)), code, "ana")
        for at, length, code in marks
        if at < len(text)
    ]
    report = make_theme_report("Study", study.tree, study.codebook, study.frame(*rows), study.documents)
    page = Page(theme_report_html(report))
    assert page.said == [document.text]
    quoted = {quote.words for quotes in report.quotes.values() for quote in quotes}
    assert set(page.marked.values()) == quoted


def test_a_hostile_transcript_is_shown_and_not_obeyed(study: Study) -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)> \"quoted\" & 'single' {{ 7 * 7 }} </mark></p>"
    document = replace(
        interview(evil, ("P", evil), participant=evil), details={"<b>role</b>": "<i>one</i>"}, language='en"><script>'
    )
    tree = replace(study.tree, title=evil, themes=tuple(replace(theme, claim=evil, memo=evil) for theme in study.tree))
    study = replace(study, documents=(document,), tree=tree)
    row = study.coding_at(evil, document.turns[0].start, document.turns[0].end, "Safety", "ana")
    html = theme_report_html(
        make_theme_report(
            evil, tree, study.codebook, study.frame(row), study.documents, notice=evil, round_name=evil, made_at=evil
        )
    )
    page = Page(html)
    assert page.said == [document.text]
    assert page.marked == {"1": evil}
    assert "49" not in html
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "i"})
    assert "<script" not in html
    assert not [name for _, named in page.tags for name in named if name.startswith("on")]


def test_every_link_leads_somewhere_in_the_file_and_every_anchor_is_one_place(report: ThemeReport) -> None:
    page = Page(theme_report_html(report))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)


def test_quotations_link_to_the_transcript_and_back(report: ThemeReport) -> None:
    html = theme_report_html(report)
    figure = re.search(r'<figure id="(theme-2-e-1)">.*?</figure>', html, re.DOTALL)
    assert figure is not None
    assert 'href="#q1"' in figure.group()
    assert "P01, 0:01:00, characters" in figure.group()
    assert "coded by ana, ben (unsure: ben)" in figure.group()
    note = re.search(r'<li id="n1">.*?</li>', html, re.DOTALL)
    assert note is not None
    assert '<a href="#theme-2-e-1">Safety comes first</a>' in note.group()


def test_nothing_is_loaded_and_nothing_can_run(report: ThemeReport) -> None:
    html = theme_report_html(report)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    stamp = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{stamp}'; base-uri 'none'" in html
    assert not re.search(r"https?://|url\(|@import|<script|<link|style=", html)


def test_the_page_can_be_read_aloud_and_by_keyboard(report: ThemeReport) -> None:
    html = theme_report_html(report)
    page = Page(html)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert html.index('href="#main"') < html.index("<nav")
    assert all(named.get("scope") for tag, named in page.tags if tag == "th")
    assert '<html lang="en">' in html


def test_devanagari_is_tagged_with_its_script(study: Study) -> None:
    document = interview("P01", ("P", "They say आप यहाँ सुरक्षित हैं, you are safe."))
    study = replace(study, documents=(document,))
    row = study.coding("P01", "They say आप यहाँ सुरक्षित हैं", "Safety", "ana")
    html = theme_report_html(make_theme_report("Study", study.tree, study.codebook, study.frame(row), study.documents))
    assert html.count('<span lang="und-Deva">आप यहाँ सुरक्षित हैं</span>') == 3
    assert Page(html).said == [document.text]


def test_every_table_states_unit_number_and_rule(report: ThemeReport) -> None:
    html = theme_report_html(report)
    assert html.count("<table>") == html.count('<p class="rule">Unit: ') == 3
    assert "Unit: document, n = 4." in html
    assert "Unit: participant, n = 4. A document says a theme when at least one coder (ana, ben)" in html
    assert "<td>many</td>" in html
    assert "2 of 4" in html
    assert "a scale of this project&#39;s own" in html


def test_the_footer_says_what_it_was_made_of(study: Study) -> None:
    html = theme_report_html(report_of(study, round_name="main", made_at="3 July 2010", notice="All invented."))
    footer = html[html.index("<footer>") :]
    assert "Codebook: small. Coders: ana, ben. Round: main." in footer
    assert "3 July 2010" in footer
    assert '<p class="notice" role="note">All invented.</p>' in html


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, study: Study) -> None:
    first = write_theme_report(tmp_path / "a.html", report_of(study)).read_bytes()
    assert first == write_theme_report(tmp_path / "b.html", report_of(small_study())).read_bytes()
    assert b"\r" not in first


def test_chosen_quotations_are_marked_although_nobody_coded_them(study: Study) -> None:
    time = replace(
        study.tree.theme("Too little time"), quotations=(QuotationChoice("P04", "nothing else", "Says so."),)
    )
    tree = replace(study.tree, themes=(*study.tree.themes[:-1], time))
    choices = find_choices(tree, study.documents).found
    report = make_theme_report("Study", tree, study.codebook, study.frame(), study.documents, choices=choices)
    html = theme_report_html(report)
    assert Page(html).marked == {"1": "nothing else"}
    assert "Not coded; chosen by the analysis. Chosen: Says so." in html


def test_a_document_nobody_finished_is_shown_and_not_counted(study: Study) -> None:
    unread = replace(study.documents[0], finished_by=())
    report = report_of(replace(study, documents=(unread, *study.documents[1:])))
    page = Page(theme_report_html(report))
    assert page.said[0] == unread.text
    assert "nobody yet" in theme_report_html(report)
    assert page.marked == {"1": "A guard at night.", "2": "no time for school"}


def test_a_transcript_without_labels_in_its_text_shows_speaker_and_time(study: Study) -> None:
    written = study.documents[0]
    words = written.text[written.turns[1].start : written.turns[1].end]
    turn = replace(written.turns[1], start=0, end=len(words), head_start=0)
    bare = ReadDocument("P01", "P01", ("ana",), words, (turn,), written.speakers)
    html = theme_report_html(make_theme_report("Study", study.tree, study.codebook, study.frame(), [bare]))
    assert '<span class="label">P 0:01:00</span>' in html
    assert Page(html).said == [bare.text]
