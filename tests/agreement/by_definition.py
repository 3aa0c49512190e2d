"""The coefficients as their definitions read, value by value and pair by pair: slow, and meant to be.

Rows are units, cells are codes, None is "not coded". No code is shared with the package.
"""

from __future__ import annotations

from itertools import combinations, permutations


def nominal(one, other):
    return float(one != other)


def interval(one, other):
    return float((one - other) ** 2)


def ratio(one, other):
    return 0.0 if one + other == 0 else ((one - other) / (one + other)) ** 2


def jaccard(one, other):
    return 0.0 if one == other else 1 - len(one & other) / len(one | other)


def masi(one, other):
    if one == other:
        return 0.0
    monotone = 2 / 3 if one < other or other < one else 1 / 3 if one & other else 0.0
    return 1 - len(one & other) / len(one | other) * monotone


def ordinal_for(rows):
    """The distance between two ranks counts the pairable values between them."""
    counts = {}
    for row in pairable(rows):
        for value in row:
            counts[value] = counts.get(value, 0) + 1

    def ordinal(one, other):
        low, high = min(one, other), max(one, other)
        between = sum(count for value, count in counts.items() if low <= value <= high)
        return (between - (counts.get(one, 0) + counts.get(other, 0)) / 2) ** 2

    return ordinal


def pairable(rows):
    given = [[value for value in row if value is not None] for row in rows]
    return [row for row in given if len(row) >= 2]


def alpha(rows, distance=nominal):
    units = pairable(rows)
    values = [value for unit in units for value in unit]
    if len(set(values)) < 2:
        return None
    observed = sum(distance(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / len(values)
    expected = sum(distance(a, b) for a, b in permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


def percent(rows, weight=lambda a, b: float(a == b)):
    units = pairable(rows)
    if not units:
        return None
    shares = []
    for unit in units:
        pairs = list(permutations(unit, 2))
        shares.append(sum(weight(a, b) for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares)


def positive(rows, code=1):
    both = either = 0
    for row in rows:
        for a, b in combinations([value for value in row if value is not None], 2):
            both += 2 * (a == code and b == code)
            either += (a == code) + (b == code)
    return both / either if either else None


def negative(rows, code=1):
    return positive([[None if v is None else int(v != code) for v in row] for row in rows], 1)


def kappa(rows, expected, weight):
    """(p_o - p_e) / (1 - p_e), undefined where only one code occurs or nothing was coded twice."""
    observed = percent(rows, weight)
    if observed is None or len({value for row in rows for value in row if value is not None}) < 2:
        return None
    return None if expected == 1 else (observed - expected) / (1 - expected)


def weighting(kind, categories):
    q = len(categories)
    place = {value: position for position, value in enumerate(categories)}

    def weight(a, b):
        apart = abs(place[a] - place[b])
        if kind is None:
            return float(apart == 0)
        if kind == "linear":
            return 1 - apart / (q - 1)
        return 1 - (apart / (q - 1)) ** 2

    return weight


def shares(codes, categories):
    codes = [code for code in codes if code is not None]
    return {k: codes.count(k) / len(codes) for k in categories} if codes else None


def unit_shares(rows, categories):
    coded = [row for row in rows if any(value is not None for value in row)]
    return {k: sum(shares(row, categories)[k] for row in coded) / len(coded) for k in categories}


def conger(rows, categories, kind=None):
    weight = weighting(kind, categories)
    margins = [m for m in (shares(column, categories) for column in zip(*rows, strict=True)) if m]
    pairs = list(permutations(margins, 2))
    if not pairs:
        return None
    expected = sum(
        weight(k, m) * one[k] * other[m] for one, other in pairs for k in categories for m in categories
    ) / len(pairs)
    return kappa(rows, expected, weight)


def cohen(rows, categories, kind=None):
    return conger([row for row in rows if None not in row], categories, kind)


def fleiss(rows, categories, kind=None):
    if not pairable(rows):
        return None
    weight = weighting(kind, categories)
    pi = unit_shares(rows, categories)
    expected = sum(weight(k, m) * pi[k] * pi[m] for k in categories for m in categories)
    return kappa(rows, expected, weight)


def scott(rows, categories):
    return fleiss([row for row in rows if None not in row], categories)


def brennan(rows, categories, kind=None):
    weight = weighting(kind, categories)
    expected = sum(weight(k, m) for k in categories for m in categories) / len(categories) ** 2
    return kappa(rows, expected, weight)


def gwet(rows, categories, kind=None):
    if not pairable(rows):
        return None
    weight, q = weighting(kind, categories), len(categories)
    pi = unit_shares(rows, categories)
    total = sum(weight(k, m) for k in categories for m in categories)
    expected = total / (q * (q - 1)) * sum(p * (1 - p) for p in pi.values())
    return kappa(rows, expected, weight)


def light(rows, categories):
    found = [
        cohen([(row[one], row[other]) for row in rows], categories)
        for one, other in combinations(range(len(rows[0])), 2)
    ]
    return None if None in found else sum(found) / len(found)
