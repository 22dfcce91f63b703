"""Writes statistics.json: spreads, paired differences and Kruskal-Wallis tests, by NumPy and SciPy.

    python3 statistics.py > statistics.json
"""
import json

import numpy as np
from scipy import stats


def paired(random, seeds, shift):
    a = np.round(random.normal(0.95 + shift, 0.004, seeds), 4)
    b = np.round(random.normal(0.95, 0.004, seeds), 4)
    interval = stats.ttest_rel(a, b).confidence_interval(0.95)
    return {
        "a": a.tolist(), "b": b.tolist(),
        "mean": float(np.mean(a - b)), "low": float(interval.low), "high": float(interval.high),
        "spread": {"mean": float(a.mean()), "std": float(a.std(ddof=1)), "min": float(a.min()), "max": float(a.max())},
    }


def kruskal(random, sizes, shift, decimals):
    groups = [np.round(random.normal(i * shift, 1, size), decimals) for i, size in enumerate(sizes)]
    h, p = stats.kruskal(*groups)
    n, k = sum(sizes), len(sizes)
    values = [i for i, size in enumerate(sizes) for _ in range(size)]
    order = random.permutation(n)
    losses = np.concatenate(groups)
    return {
        "values": [values[i] for i in order], "losses": [float(losses[i]) for i in order],
        "p": float(p), "share": float(max(0, (h - k + 1) / (n - k))),
    }


random = np.random.default_rng(19)
print(json.dumps({
    "paired": [paired(random, n, shift) for n, shift in
               [(2, 0.01), (3, 0), (5, 0.01), (5, -0.01), (8, 0.0005), (20, 0.002)]],
    "kruskal": [kruskal(random, sizes, shift, decimals) for sizes, shift, decimals in
                [((3, 3), 3, 6), ((5, 4, 6), 1, 6), ((8, 8, 8), 0, 1), ((3, 12), 2, 1), ((10, 10, 10, 10), 0.5, 0)]],
}, indent=1))
