"""Agreement between coders: units, coefficients, intervals over documents, and the report.

Coefficients take units by coders as an array, nested lists or a data frame. `agreement_report` starts from
coded documents and gives the table per code.
"""

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.brennan import brennan_prediger
from qualcode.agreement.cohen import cohen_kappa
from qualcode.agreement.conger import conger_kappa
from qualcode.agreement.documents import CodedDocument
from qualcode.agreement.fleiss import fleiss_kappa
from qualcode.agreement.gwet import gwet_ac1, gwet_ac2
from qualcode.agreement.light import light_kappa
from qualcode.agreement.percent import percent_agreement
from qualcode.agreement.pooled import pooled_kappa
from qualcode.agreement.ratings import Ratings, as_ratings
from qualcode.agreement.report import AgreementReport, CodeAgreement, agreement_report
from qualcode.agreement.result import Agreement, Interval
from qualcode.agreement.scott import scott_pi
from qualcode.agreement.specific import negative_agreement, positive_agreement
from qualcode.agreement.units import code_ratings, set_ratings

__all__ = [
    "Agreement",
    "AgreementReport",
    "CodeAgreement",
    "CodedDocument",
    "Interval",
    "Ratings",
    "agreement_report",
    "as_ratings",
    "brennan_prediger",
    "code_ratings",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "krippendorff_alpha",
    "light_kappa",
    "negative_agreement",
    "percent_agreement",
    "pooled_kappa",
    "positive_agreement",
    "scott_pi",
    "set_ratings",
]
