"""Writes percentiles.json: percentiles by nearest rank, as NumPy finds them.

python3 percentiles.py > percentiles.json
"""
import json

import numpy

numbers = numpy.random.default_rng(7)
cases = []
for count in (1, 2, 3, 19, 20, 21, 99, 100, 101, 250):
    nanos = numbers.integers(1_000_000, 60_000_000, count)
    millis = {
        percent: float(numpy.percentile(nanos, percent, method="inverted_cdf")) / 1e6
        for percent in (1, 50, 95, 99, 100)
    }
    cases.append({"nanos": nanos.tolist(), "percentiles": millis})
print(json.dumps(cases))
