"""Writes confident-learning.json: label errors found by confident learning, by NumPy and scikit-learn.

    python3 confident-learning.py > confident-learning.json

Northcutt, Jiang, Chuang: Confident Learning, JAIR 2021. Threshold of a class (equation 2): the mean probability of that
class over the images labeled so. Confident joint (equation 1): counts images by label and by the likeliest class that
reaches its threshold; images for which none does are left out. Method 2 of section 3.2 takes the off-diagonal images
for label errors. They are ordered by the margin between the two probabilities.
"""
import json

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict


def confident_learning(probabilities, labels):
    images, classes = probabilities.shape
    thresholds = []
    for k in range(classes):
        own = [probabilities[i, k] for i in range(images) if labels[i] == k]
        thresholds.append(sum(own) / len(own) if own else float("inf"))
    joint = [[0] * classes for _ in range(classes)]
    errors = []
    for i in range(images):
        reached = [k for k in range(classes) if probabilities[i, k] >= thresholds[k]]
        if reached:
            believed = max(reached, key=lambda k: (probabilities[i, k], -k))
            joint[labels[i]][believed] += 1
            if believed != labels[i]:
                margin = probabilities[i, believed] - probabilities[i, labels[i]]
                errors.append((-margin, i, believed))
    return joint, [{"image": i, "suggestion": k, "margin": float(-m)} for m, i, k in sorted(errors)]


def case(probabilities, labels, planted):
    probabilities = np.asarray(probabilities, np.float32).astype(np.float64)
    labels = [int(label) for label in labels]
    joint, errors = confident_learning(probabilities, labels)
    return {
        "classes": probabilities.shape[1],
        "labels": labels,
        "probabilities": [round(float(p), 6) for p in probabilities.ravel()],
        "joint": joint,
        "errors": errors,
        "planted": sorted(int(i) for i in planted),
    }


def by_hand():
    """Sixteenths, so that sums are exact. No image is labeled 3."""
    rows = [
        # label 0: threshold (12 + 10 + 8 + 2) / 64 = 8/16, reached exactly by one
        (0, (12, 2, 1, 1)),
        (0, (10, 4, 1, 1)),
        (0, (8, 7, 1, 0)),
        (0, (2, 12, 1, 1)),  # believed 1
        # label 1: threshold (11 + 9 + 1) / 48 = 7/16
        (1, (3, 11, 1, 1)),
        (1, (4, 9, 2, 1)),
        (1, (8, 1, 6, 1)),  # reaches 0 and 2, and 0 is the likelier
        # label 2: threshold (5 + 3 + 4) / 48 = 4/16
        (2, (2, 1, 5, 8)),  # 3 is the likeliest, but nothing is labeled so
        (2, (7, 6, 3, 0)),  # read as 0, but no class reaches its threshold
        (2, (5, 7, 4, 0)),  # reaches 1 and 2
    ]
    return case(np.array([row for _, row in rows]) / 16, [label for label, _ in rows], [])


def planted():
    """The 8 by 8 digits of scikit-learn; one label in twenty replaced by another, at random."""
    digits = load_digits()
    random = np.random.default_rng(20210412)
    labels = digits.target.copy()
    wrong = random.choice(len(labels), len(labels) // 20, replace=False)
    labels[wrong] = (labels[wrong] + random.integers(1, 10, len(wrong))) % 10
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    model = LogisticRegression(C=0.01, max_iter=2000)
    probabilities = cross_val_predict(model, digits.data / 16 * 4, labels, cv=folds, method="predict_proba")
    # What the program judges: a part of the images, all of whose neighbors were in the folds.
    kept = np.arange(600)
    return case(np.round(probabilities[kept], 4), labels[kept], [i for i in wrong if i < 600])


print(json.dumps([by_hand(), planted()]))
