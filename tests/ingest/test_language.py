"""Sentences and words: never across turns or lines, never with the speaker's label, the splitter named."""

from __future__ import annotations

import itertools
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import PipelineUnusableError, UnknownLanguageError
from qualcode.ingest import find_turns, sentence_spans, token_spans

SPACY = version("spacy")


def sentences(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in sentence_spans(text, find_turns(text).turns, language).spans]


def test_sentences_stay_inside_turns_and_lines_and_leave_out_labels() -> None:
    text = "A title. Here.\n\nI: How did it begin? Tell me\nall.\nP01: With a call. It was late\n\nI: And"
    assert sentences(text) == ["How did it begin?", "Tell me", "all.", "With a call.", "It was late", "And"]


def test_a_text_without_turns_is_cut_whole() -> None:
    assert sentences("One. Two.\n\n  Three \n") == ["One.", "Two.", "Three"]


def test_other_scripts_are_cut_by_their_own_marks() -> None:
    assert sentences("मैं गया। फिर आया? हाँ", "hi") == ["मैं गया।", "फिर आया?", "हाँ"]


def test_the_splitter_is_named_with_its_version() -> None:
    assert sentence_spans("One.", (), "en-GB").splitter == f"spaCy {SPACY} blank en + sentencizer"
    assert token_spans("One.", (), "xx").splitter == f"spaCy {SPACY} blank xx tokenizer"


def test_tokens_are_words_and_marks() -> None:
    text = "I: Well, don't go."
    assert [span.of(text) for span in token_spans(text, find_turns(text).turns, "en").spans] == [
        "Well",
        ",",
        "do",
        "n't",
        "go",
        ".",
    ]


@pytest.mark.parametrize("language", ["qq", "", "english", "../en", "e n"])
def test_an_unknown_language_is_refused_with_examples(language: str) -> None:
    with pytest.raises(UnknownLanguageError, match="is not known to spaCy; known are for example en, de"):
        sentence_spans("One.", (), language)


def test_a_language_whose_library_is_missing_is_refused_with_the_reason() -> None:
    with pytest.raises(UnknownLanguageError, match=r"needs a library that is not installed \(.*SudachiPy"):
        sentence_spans("One.", (), "ja")


def test_a_pipeline_is_used_only_when_it_can_be() -> None:
    with pytest.raises(PipelineUnusableError, match='pipeline "en_core_web_none" is not installed'):
        sentence_spans("One.", (), "en", pipeline="en_core_web_none")


def test_a_named_pipeline_from_a_folder_is_used_and_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    import spacy

    folder = tmp_path_factory.mktemp("pipelines")
    nlp = spacy.blank("en", meta={"name": "ours", "version": "1.2"})
    nlp.to_disk(folder / "none")
    nlp.add_pipe("sentencizer", config={"punct_chars": [";"]})
    nlp.to_disk(folder / "semicolons")
    cut = sentence_spans("One. Two; Three", (), "en", pipeline=str(folder / "semicolons"))
    assert [span.of("One. Two; Three") for span in cut.spans] == ["One. Two;", "Three"]
    assert cut.splitter == f"spaCy {SPACY} en_ours 1.2 + sentence boundaries"
    with pytest.raises(PipelineUnusableError, match="has no part that cuts sentences"):
        sentence_spans("One.", (), "en", pipeline=str(folder / "none"))


def test_a_very_long_paragraph_is_cut() -> None:
    text = "Words go on and on. " * 60_000
    assert len(sentence_spans(text, (), "en").spans) == 60_000


@given(st.text(max_size=200))
def test_sentences_are_trimmed_ordered_and_cover_every_word(text: str) -> None:
    spans = sentence_spans(text, (), "xx").spans
    assert all(span.of(text) == span.of(text).strip() != "" and "\n" not in span.of(text) for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
