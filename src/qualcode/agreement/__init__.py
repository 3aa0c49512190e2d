"""Agreement between coders: units, coefficients, intervals over documents, and the report.

Coefficients take units by coders as an array, nested lists or a data frame; the unitizing family takes continua, on
which coders marked spans of their own. `agreement_report` starts from coded documents and gives the table per code.
"""

from qualcode.agreement.alpha import krippendorff_alpha, krippendorff_alpha_by_category
from qualcode.agreement.benchmark import Band, Benchmark, benchmark
from qualcode.agreement.bootstrap import Bootstrap
from qualcode.agreement.brennan import brennan_prediger
from qualcode.agreement.coders import CoderPairs, coder_pairs, without_each_coder
from qualcode.agreement.cohen import cohen_kappa
from qualcode.agreement.confusion import Confusion, confusion
from qualcode.agreement.conger import conger_kappa
from qualcode.agreement.continuum import Continuum, layer_continua
from qualcode.agreement.diagnosis import diagnose
from qualcode.agreement.diagnostics import Diagnostics, bias_index, diagnostics, kappa_max, pabak, prevalence_index
from qualcode.agreement.disagreements import Disagreement, disagreements
from qualcode.agreement.documents import CodedDocument
from qualcode.agreement.fleiss import fleiss_kappa, fleiss_kappa_by_category
from qualcode.agreement.gamma import GammaAgreement, gamma_disorder, mathet_gamma
from qualcode.agreement.gwet import gwet_ac1, gwet_ac2
from qualcode.agreement.holsti import holsti_cr
from qualcode.agreement.light import light_kappa
from qualcode.agreement.percent import percent_agreement
from qualcode.agreement.pooled import pooled_kappa
from qualcode.agreement.ratings import Ratings, as_ratings
from qualcode.agreement.report import AgreementReport, CodeAgreement, agreement_report
from qualcode.agreement.result import Agreement, Interval
from qualcode.agreement.scott import scott_pi
from qualcode.agreement.specific import negative_agreement, positive_agreement
from qualcode.agreement.unitizing import UnitizingAlpha, unitizing_alpha
from qualcode.agreement.units import code_ratings, set_ratings

__all__ = [
    "Agreement",
    "AgreementReport",
    "Band",
    "Benchmark",
    "Bootstrap",
    "CodeAgreement",
    "CodedDocument",
    "CoderPairs",
    "Confusion",
    "Continuum",
    "Diagnostics",
    "Disagreement",
    "GammaAgreement",
    "Interval",
    "Ratings",
    "UnitizingAlpha",
    "agreement_report",
    "as_ratings",
    "benchmark",
    "bias_index",
    "brennan_prediger",
    "code_ratings",
    "coder_pairs",
    "cohen_kappa",
    "confusion",
    "conger_kappa",
    "diagnose",
    "diagnostics",
    "disagreements",
    "fleiss_kappa",
    "fleiss_kappa_by_category",
    "gamma_disorder",
    "gwet_ac1",
    "gwet_ac2",
    "holsti_cr",
    "kappa_max",
    "krippendorff_alpha",
    "krippendorff_alpha_by_category",
    "layer_continua",
    "light_kappa",
    "mathet_gamma",
    "negative_agreement",
    "pabak",
    "percent_agreement",
    "pooled_kappa",
    "positive_agreement",
    "prevalence_index",
    "scott_pi",
    "set_ratings",
    "unitizing_alpha",
    "without_each_coder",
]
