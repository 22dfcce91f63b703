"""Writes kmeans.json: what scikit-learn's KMeans makes of points from given initial means.

    python3 kmeans.py > kmeans.json

The points follow the wave of networks.py, in clusters that overlap; the first points are the initial means.
"""
import json

import numpy as np
import sklearn
from sklearn.cluster import KMeans

from networks import digest, number, wave
import torch


def solved(points, size, groups, clusters):
    centers = wave(groups * size, 1).reshape(groups, size)
    noise = wave(points * size, 2).reshape(points, size)
    data = np.float32(centers[np.arange(points) % groups] + 2 * noise).astype(np.float64)
    found = KMeans(clusters, init=data[:clusters], n_init=1, algorithm="lloyd", tol=0).fit(data)
    return {
        "points": points,
        "size": size,
        "groups": groups,
        "clusters": clusters,
        "iterations": found.n_iter_,
        "inertia": number(found.inertia_),
        "means": digest(torch.tensor(found.cluster_centers_)),
        "distances": [[number(d) for d in row] for row in found.transform(data[::37])],
    }


CASES = [solved(300, 12, 6, 5), solved(500, 20, 12, 16), solved(50, 3, 50, 2)]

if __name__ == "__main__":
    rows = ",\n".join(json.dumps(one) for one in CASES)
    print(f'{{"version": "{sklearn.__version__}", "cases": [\n{rows}\n]}}')
