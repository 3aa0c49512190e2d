from dataclasses import replace

from qualcode.themes import QuotationChoice, Theme, ThemeTree, find_choices
from tests.themes.study import Study


def themes(*choices: QuotationChoice) -> ThemeTree:
    return ThemeTree((Theme("t", "Safety", quotations=choices),))


def test_a_chosen_quotation_is_found_in_its_place(study: Study) -> None:
    found = find_choices(themes(QuotationChoice("P01", "must be locked", "short")), study.documents)
    (choice,) = found.found
    assert found.issues == ()
    assert choice.span.of(study.documents[0].text) == choice.words == "must be locked"
    assert (choice.theme_id, choice.document, choice.why, choice.order) == ("t", "P01", "short", 0)


def test_everything_that_cannot_be_found_is_said_at_once(study: Study) -> None:
    twice = replace(study.documents[1], text="A guard. A guard.")
    found = find_choices(
        themes(
            QuotationChoice("P1", "words", line=4),
            QuotationChoice("P01", "something nobody ever said here", line=5),
            QuotationChoice("P02", "A guard", line=6),
        ),
        [study.documents[0], twice],
    )
    assert found.found == ()
    assert [str(issue) for issue in found.issues] == [
        'line 4: there is no document "P1". Did you mean "P01"?',
        'line 5: "something nobody ever said here" does not stand in P01; copy the words from the transcript',
        'line 6: "A guard" stands in 2 places of P02 (characters 0, 9); quote more words, so that there is only one',
    ]
    assert all(issue.where == 'theme "Safety"' for issue in found.issues)


def test_words_that_differ_a_little_are_taken_and_said(study: Study) -> None:
    found = find_choices(themes(QuotationChoice("P01", "The gate must be lockt. And she must feel")), study.documents)
    assert [choice.words for choice in found.found] == ["The gate must be locked. And she must feel"]
    assert [issue.severity for issue in found.issues] == ["warning"]
    assert "the latter is shown" in found.issues[0].message
