from dataclasses import replace

from qualcode.themes import QuotationChoice, ThemeQuote, exemplars, find_choices, theme_quotes
from tests.themes.study import Study, interview


def quotes(study: Study, *rows: object, theme: str = "Safety comes first", **options: object) -> tuple[ThemeQuote, ...]:
    return theme_quotes(
        study.tree, study.codebook, study.frame(*rows), study.tree.theme(theme),  # type: ignore[arg-type]
        **{"documents": study.documents, **options},  # type: ignore[arg-type]
    )  # fmt: skip


def long_interview(study: Study, *names: str) -> Study:
    """Give interviews in which each participant says one sentence of 100 and one of 200 characters."""
    documents = tuple(interview(name, ("I", "q" * 100), ("P", f"{'a' * 100} {'b' * 200}")) for name in names)
    return replace(study, documents=documents)


def test_a_quotation_names_person_place_codes_and_coders(study: Study) -> None:
    rows = (
        study.coding("P01", "The gate must be locked.", "Physical safety", "ana"),
        study.coding("P01", "locked. And she must feel believed.", "Safety", "ben", "unsure"),
    )
    start = rows[0].start
    assert quotes(study, *rows) == (
        ThemeQuote(
            "P01", "P01", "P", "participant", start, start + 52, 60.0,
            "The gate must be locked. And she must feel believed.",
            ("Safety", "Physical safety"), ("ana", "ben"), ("ben",),
        ),
    )  # fmt: skip
    assert quotes(study, *rows)[0].certainty == "unsure"


def test_without_documents_the_table_tells_what_it_can(study: Study) -> None:
    (quote,) = quotes(study, study.coding("P01", "What comes first?", "Safety", "ana"), documents=())
    assert (quote.participant, quote.speaker, quote.role, quote.start_s) == ("P01", "I", "interviewer", None)


def test_a_domain_gathers_the_quotations_of_its_themes_when_asked(study: Study) -> None:
    rows = (
        study.coding("P02", "A guard at night.", "Safety", "ana"),
        study.coding("P02", "School after that", "Education", "ben"),
    )
    assert len(quotes(study, *rows, theme="What clients need")) == 2
    assert quotes(study, *rows, theme="What clients need", roll_up=False) == ()


def test_chosen_quotations_come_first_with_their_own_words_and_speaker(study: Study) -> None:
    theme = replace(
        study.tree.theme("Safety comes first"),
        quotations=(QuotationChoice("P03", "At eighteen she goes.", "short"), QuotationChoice("P01", "feel believed")),
    )
    tree = replace(study.tree, themes=(study.tree.themes[0], theme, *study.tree.themes[2:]))
    chosen = replace(study, tree=tree)
    # The coding begins with the interviewer's question; the chosen words are the participant's.
    whole = study.coding_at("P01", 0, len(study.documents[0].text) - 2, "Safety", "ana")
    choices = find_choices(tree, study.documents).found
    found = quotes(chosen, whole, choices=choices)
    first, second = exemplars(found, theme, n=3)
    assert (first.words, first.why, first.coders, first.participant) == ("At eighteen she goes.", "short", (), "P03")
    assert (second.words, second.speaker, second.coders) == ("feel believed", "P", ("ana",))
    assert [quote.speaker for quote in found] == ["I", "P"]


def test_most_coders_then_sure_then_participant_then_length_decide(study: Study) -> None:
    many = long_interview(study, "P01", "P02", "P03", "P04", "P05")
    rows = (
        many.coding("P01", "b" * 200, "Safety", "ana"),
        many.coding("P02", "b" * 200, "Safety", "ana", "unsure"),
        many.coding("P03", "q" * 100, "Safety", "ana"),
        many.coding("P04", "a" * 30, "Safety", "ana"),
        many.coding("P05", "a" * 100, "Safety", "ana"),
        many.coding("P05", "a" * 100, "Safety", "ben"),
    )
    picked = exemplars(quotes(many, *rows), n=5)
    assert [quote.document for quote in picked] == ["P05", "P01", "P04", "P03", "P02"]


def test_different_participants_are_quoted_before_one_is_quoted_twice(study: Study) -> None:
    many = long_interview(study, "P01", "P02")
    rows = (
        many.coding("P01", "a" * 100, "Safety", "ana"),
        many.coding("P01", "b" * 200, "Safety", "ana"),
        many.coding("P02", "a" * 100, "Safety", "ana", "unsure"),
    )
    picked = exemplars(quotes(many, *rows), n=3)
    assert [(quote.document, len(quote.words)) for quote in picked] == [("P01", 200), ("P02", 100), ("P01", 100)]
    assert exemplars(reversed(quotes(many, *rows)), n=3) == picked


def test_no_more_than_asked_and_none_twice(study: Study) -> None:
    rows = (study.coding("P01", "The gate must be locked.", "Safety", "ana"),)
    assert exemplars(quotes(study, *rows), n=0) == ()
    assert len(exemplars(quotes(study, *rows), n=3)) == 1
