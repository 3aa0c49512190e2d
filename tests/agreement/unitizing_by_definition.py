"""The unitizing family as its definition reads: every character of every coder, paired with every other. Slow."""

from __future__ import annotations

from itertools import permutations

GAP = "(gap)"


def characters(document):
    """One (code, identity of the unit) per coder and character; a gap's characters are units of their own."""
    rows = {}
    for coder, units in document["coders"].items():
        row = [(GAP, (coder, "gap", position)) for position in range(document["length"])]
        for number, (start, end, code) in enumerate(units):
            for position in range(start, end):
                row[position] = (code, (coder, number))
        rows[coder] = row
    return rows


def alpha(documents, collapse=False):
    """uα; with collapse |uα, where every code is the same."""
    pool, unlike, total = [], 0.0, 0.0
    for number, document in enumerate(documents):
        if len(document["coders"]) < 2:
            continue
        rows = {
            coder: [("unit" if collapse and code != GAP else code, (number, unit)) for code, unit in row]
            for coder, row in characters(document).items()
        }
        for row in rows.values():
            pool += row
            total += len(row)
        for one, other in permutations(rows.values(), 2):
            unlike += sum(a[0] != b[0] for a, b in zip(one, other, strict=True)) / (len(rows) - 1)
    pairs = differing = 0
    for place, (code, unit) in enumerate(pool):
        for other_place, (other_code, other_unit) in enumerate(pool):
            if place != other_place and unit != other_unit:
                pairs += 1
                differing += code != other_code
    return None if not differing else 1 - (unlike / total) / (differing / pairs)


def seen(documents):
    """Coincidences ℓ'_ck on text that both coders of a pair marked, and the self-pairings s'_c."""
    lengths, squares = {}, {}
    for document in documents:
        n_coders = len(document["coders"])
        if n_coders < 2:
            continue
        rows = characters(document)
        for one, other in permutations(rows.values(), 2):
            for (code, _), (other_code, _) in zip(one, other, strict=True):
                if GAP not in (code, other_code):
                    lengths[code, other_code] = lengths.get((code, other_code), 0) + 1 / (n_coders - 1)
        for coder, units in document["coders"].items():
            for start, end, code in units:
                for other, row in rows.items():
                    if other != coder:
                        shared = sum(row[position][0] != GAP for position in range(start, end))
                        squares[code] = squares.get(code, 0) + shared**2 / (n_coders - 1)
    return lengths, squares


def cu_alpha(documents, code=None):
    """cuα, or (k)uα of one code."""
    lengths, squares = seen(documents)
    codes = sorted({one for one, _ in lengths})
    margin = {c: sum(length for (one, _), length in lengths.items() if one == c) for c in codes}
    total = sum(margin.values())
    free = total**2 - sum(squares.get(c, 0) for c in codes)
    if not total or free <= 0:
        return None

    def expected(c, k):
        return total * (margin[c] * margin[k] - (c == k) * squares.get(c, 0)) / free

    if code is None:
        observed = sum(length for (one, other), length in lengths.items() if one != other)
        chance = sum(expected(c, k) for c in codes for k in codes if c != k)
        return None if chance <= 0 else 1 - observed / chance
    if not margin.get(code):
        return None
    of_code = sum(expected(code, k) for k in codes)
    apart = of_code - expected(code, code)
    if apart <= 0 or of_code <= 0:  # all chance pairings of the code are within units: nothing is expected
        return None
    return 1 - (of_code / margin[code]) * (margin[code] - lengths.get((code, code), 0)) / apart
