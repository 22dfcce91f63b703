"""Writes compare.json: how the units of two random layers correspond, and how alike layers are, by NumPy and SciPy.

    python3 compare.py > compare.json

Values are [images, units, places]. Chance compares every image in the first layer with the next in the second, the
last of a piece with its first. Unit 2 of the first layer and units 0 and 5 of the second are constant. CKA is that of
batches of 8 images, of which the independence criterion is estimated without bias by U-centering (Szekely and Rizzo
2014), which is another form of the sums that the program takes.
"""
import json
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

random = np.random.default_rng(11)
PIECES, UNITS, PLACES = [7, 6, 8], 6, 3
IMAGES = sum(PIECES)


def layers():
    hidden = random.normal(size=(IMAGES, UNITS, PLACES))
    one = np.maximum(0, hidden + 0.3 * random.normal(size=hidden.shape)) + 5
    other = np.maximum(0, hidden[:, random.permutation(UNITS)] + 0.6 * random.normal(size=hidden.shape))
    one[:, 2] = 1.5
    other[:, [0, 5]] = 0
    return np.float32(one), np.float32(other)


def correlations(one, other):
    a = np.float64(one).transpose(1, 0, 2).reshape(UNITS, -1)
    b = np.float64(other).transpose(1, 0, 2).reshape(UNITS, -1)
    with np.errstate(invalid="ignore"):
        return np.corrcoef(a, b)[:UNITS, UNITS:]


def matched(r, rows, columns):
    chosen = r[np.ix_(rows, columns)]
    pairs = zip(*linear_sum_assignment(-chosen))
    return [[rows[i], columns[j], float(chosen[i, j])] for i, j in pairs]


def mean(pairs):
    return float(np.mean([similarity for _, _, similarity in pairs]))


def shifted(other):
    pieces = np.split(other, np.cumsum(PIECES)[:-1])
    return np.concatenate([np.roll(piece, -1, axis=0) for piece in pieces])


def centered(x):
    k = x @ x.T
    np.fill_diagonal(k, 0)
    n = len(k)
    sums = k.sum(1)
    u = k - sums[:, None] / (n - 2) - sums[None] / (n - 2) + k.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(u, 0)
    return u


def cka(x, y, batch):
    def independence(a, b):
        return sum(
            (centered(a[i:i + batch]) * centered(b[i:i + batch])).sum() / (batch * (batch - 3))
            for i in range(0, len(a), batch))
    return independence(x, y) / np.sqrt(independence(x, x) * independence(y, y))


def aligned():
    x = random.normal(size=(24, 10))
    all = [x, x @ random.normal(size=(10, 7)), random.normal(size=(24, 5)), np.maximum(0, x[:, :4]) + 3]
    all = [np.float32(layer) for layer in all]
    return {
        "layers": [layer.tolist() for layer in all],
        "cka": [[cka(np.float64(a), np.float64(b), 8) for b in all] for a in all],
    }


one, other = layers()
r = correlations(one, other)
rows, columns = [0, 1, 3, 4, 5], [1, 2, 3, 4]
pairs = matched(r, rows, columns)
json.dump({
    "pieces": PIECES,
    "first": one.ravel().tolist(),
    "second": other.ravel().tolist(),
    "matches": pairs,
    "mean": mean(pairs),
    "same_place": float(np.mean([r[i, i] for i in [1, 3, 4]])),
    "baseline": mean(matched(correlations(one, shifted(other)), rows, columns)),
    "alignment": aligned(),
}, sys.stdout)
print()
