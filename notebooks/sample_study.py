# %% [markdown]
# # The sample study, step by step
#
# Build the sample study, look at it as pandas tables, and walk from a figure back to the words. All interviews in it
# are invented; no finding may be drawn from them.
#
# Open this file in Jupyter (with the jupytext extension), VS Code or Spyder, or run it:
# `python notebooks/sample_study.py`.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from qualcode.project.sample import build_sample

folder = TemporaryDirectory()
study = build_sample(Path(folder.name) / "study").project
pd.set_option("display.width", 120, "display.max_columns", 12)

# %% [markdown]
# ## The interviews
# One row per document. The length of an interview comes from the table of participants.

# %%
corpus = study.documents.frame()
print(corpus)
print("length: median", corpus["minutes"].median(), "range", corpus["minutes"].min(), "to", corpus["minutes"].max())

# %% [markdown]
# ## The tidy table of codings
# One row per coding. `start` and `end` count characters of the document's text from 0, end excluded.

# %%
codings = study.codings.frame(round_name="main")
print(codings[["document", "start", "end", "coder", "code", "words"]].head())

# %% [markdown]
# Codings by code and coder: where do the two differ most?

# %%
counts = codings.pivot_table(index="code", columns="coder", values="coding_id", aggfunc="count", fill_value=0)
counts["difference"] = counts["ana"] - counts["ben"]
print(counts.sort_values("difference"))

# %% [markdown]
# ## Agreement
# One row for all codes together, then one per code. What the figures rest on stands in `basis`.

# %%
agreement = study.agreement(round_name="main")
print(agreement.frame()[["code", "krippendorff_alpha", "alpha_low", "alpha_high"]].head(10))
print(*agreement.basis, sep="\n")

# %% [markdown]
# The same codings under other units: the choice belongs to the figure.

# %%
for unit in ("character", "sentence", "turn", "document"):
    overall = study.agreement(round_name="main", unit=unit).report.overall
    low, high = overall.interval.low, overall.interval.high
    print(f"{unit:10} alpha {overall.value:.3f}, 95 % interval {low:.3f} to {high:.3f}")

# %% [markdown]
# ## From a figure back to the words
# Every coding of one code, both coders, in its place.

# %%
for row in study.codings.rows(code="Emotional safety", round_name="main")[:4]:
    print(f"{row.document} {row.start}-{row.end} {row.coder}: {row.words[:80]}")

# %% [markdown]
# ## Themes
# Prevalence with the words of a stated scale, and the quotes that show a theme best.

# %%
prevalence = study.themes.prevalence(round_name="main")
print(prevalence.frame()[["theme", "quotations", "participants", "of_participants", "word"]])
for quote in study.themes.exemplars("Safety comes first", n=2, round_name="main"):
    print(f'"{quote.words}" ({quote.participant})')

# %%
study.close()
folder.cleanup()
