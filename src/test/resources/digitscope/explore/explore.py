"""Writes explore.json: what NumPy says of a small set of images that the tests describe too.

    python3 explore.py > explore.json

Image i of class i % 3 has the pixels ((31 * i + 17 * p + i * p) % 251) * (p % 4 != 1) in 5 rows of 4.
"""
import json

import numpy as np

COUNT, ROWS, COLUMNS, CLASSES = 40, 5, 4, 3

pixel = np.arange(ROWS * COLUMNS)
image = np.arange(COUNT)[:, None]
images = (31 * image + 17 * pixel + image * pixel) % 251 * (pixel % 4 != 1)
labels = np.arange(COUNT) % CLASSES
values = images / 255

means = np.array([values[labels == k].mean(axis=0) for k in range(CLASSES)])


def box(picture):
    rows, columns = np.nonzero(picture.reshape(ROWS, COLUMNS) >= 64)
    return int((np.ptp(rows) + 1) * (np.ptp(columns) + 1)) if rows.size else 0


centered = values - values.mean(axis=0)
covariance = np.cov(values, rowvar=False)
variances, directions = np.linalg.eigh(covariance)
order = np.argsort(-variances)[:3]
directions = directions[:, order].T
directions *= np.sign(directions[np.arange(3), np.abs(directions).argmax(axis=1)])[:, None]

print(json.dumps({
    "counts": np.bincount(labels).tolist(),
    "means": means.tolist(),
    "deviations": [values[labels == k].std(axis=0).tolist() for k in range(CLASSES)],
    "deviation_of_all": values.std(axis=0).tolist(),
    "ink": values.mean(axis=1).tolist(),
    "boxes": [box(picture) for picture in images],
    "distances": np.linalg.norm(values - means[labels], axis=1).tolist(),
    "variances": variances[order].tolist(),
    "total_variance": float(np.trace(covariance)),
    "directions": directions.tolist(),
    "projected": (centered @ directions.T).tolist(),
}))
