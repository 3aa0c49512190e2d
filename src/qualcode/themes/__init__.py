"""What the analysis claims: themes built of codes and quotations, how widespread they are and what shows them."""

from qualcode.themes.choices import FoundChoice, FoundChoices, find_choices
from qualcode.themes.document import ReadDocument
from qualcode.themes.passages import PASSAGE_RULE, Passage, join_passages
from qualcode.themes.prevalence import (
    CountRule,
    PrevalenceRow,
    ThemePrevalence,
    finished_codings,
    theme_prevalence,
)
from qualcode.themes.quotes import EXEMPLAR_RULE, ChosenQuote, ThemeQuote, exemplars, theme_quotes
from qualcode.themes.scale import DEFAULT_SCALE, PrevalenceScale, PrevalenceStep, prevalence_scale
from qualcode.themes.theme import QuotationChoice, Theme, ThemeTree, bind_codes, theme_codes, theme_id
from qualcode.themes.yaml_read import ParsedThemes, parse_themes, read_themes
from qualcode.themes.yaml_write import write_themes

__all__ = [
    "DEFAULT_SCALE",
    "EXEMPLAR_RULE",
    "PASSAGE_RULE",
    "ChosenQuote",
    "CountRule",
    "FoundChoice",
    "FoundChoices",
    "ParsedThemes",
    "Passage",
    "PrevalenceRow",
    "PrevalenceScale",
    "PrevalenceStep",
    "QuotationChoice",
    "ReadDocument",
    "Theme",
    "ThemePrevalence",
    "ThemeQuote",
    "ThemeTree",
    "bind_codes",
    "exemplars",
    "find_choices",
    "finished_codings",
    "join_passages",
    "parse_themes",
    "prevalence_scale",
    "read_themes",
    "theme_codes",
    "theme_id",
    "theme_prevalence",
    "theme_quotes",
    "write_themes",
]
