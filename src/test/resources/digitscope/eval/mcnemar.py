"""Writes mcnemar.json: McNemar's exact test, by SciPy, and the spread of cells over seeds, by NumPy.

    python3 mcnemar.py > mcnemar.json
"""
import json
import sys

import numpy as np
from scipy.stats import binomtest

random = np.random.default_rng(4)
cases = [(0, 0), (1, 0), (5, 5), (3, 9), (10, 25), (25, 10), (0, 40), (231, 243), (600, 460), (5000, 5200), (2, 3000)]
seeds = random.multinomial(50, [0.9, 0.06, 0.04], size=(5, 3))
json.dump({
    "tests": [{"b": b, "c": c, "p": binomtest(b, b + c).pvalue if b + c else 1.0} for b, c in cases],
    "seeds": seeds.tolist(),
    "deviations": seeds.std(axis=0, ddof=1).tolist(),
}, sys.stdout)
print()
