"""Writes alignment.json: what NumPy's singular value decomposition says of aligning points of the plane.

    python3 alignment.py > alignment.json

Orthogonal Procrustes analysis with scale: with centered points P and Q and PᵀQ = U S Vᵀ, the points P U Vᵀ · tr S / |P|²
moved to the mean of Q come nearest to Q.
"""
import json

import numpy as np

random = np.random.default_rng(8)


def align(points, target):
    p, q = points - points.mean(0), target - target.mean(0)
    u, s, vt = np.linalg.svd(p.T @ q)
    return p @ u @ vt * s.sum() / (p**2).sum() + target.mean(0)


def turned(points, angle, mirrored, scale, shift, noise):
    c, s = np.cos(angle), np.sin(angle)
    flip = np.diag([1, -1 if mirrored else 1])
    return points @ flip @ np.array([[c, s], [-s, c]]) * scale + shift + noise * random.normal(size=points.shape)


cases = []
for angle, mirrored, scale, noise in [(0.3, False, 1, 0), (2.5, True, 3, 0.1), (-1.2, False, 0.2, 0.5), (3.1, True, 1, 2)]:
    points = random.normal(size=(12, 2)) * [3, 1] + [5, -2]
    target = turned(points, angle, mirrored, scale, [1, 7], noise)
    cases.append({"points": points.tolist(), "target": target.tolist(), "aligned": align(points, target).tolist()})
print(json.dumps({"cases": cases}))
