"""Writes scikit-learn.json: what scikit-learn says of 20 random label lists.

    python3 scikit-learn.py > scikit-learn.json

Classes may have no image, no prediction, or neither. A measure is undefined (null) where scikit-learn's answer
depends on its argument zero_division.
"""
import json

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support


def measures(actual, predicted, labels):
    of_zero, of_one = (
        precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=value)[:3] for value in (0, 1)
    )
    return [
        [float(low) if low == high else None for low, high in zip(lows, highs)] for lows, highs in zip(of_zero, of_one)
    ]


def case(random):
    classes = int(random.integers(2, 13))
    images = int(random.integers(1, 200))
    labels = np.arange(classes)
    frequent = random.dirichlet(np.full(classes, 0.5))
    actual = random.choice(labels, images, p=frequent)
    guesses = random.choice(labels, images, p=random.dirichlet(np.full(classes, 0.3)))
    predicted = np.where(random.random(images) < random.random(), guesses, actual)
    precision, recall, f1 = measures(actual, predicted, labels)
    return {
        "classes": classes,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "confusion": confusion_matrix(actual, predicted, labels=labels).tolist(),
        "accuracy": accuracy_score(actual, predicted),
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


random = np.random.default_rng(1)
cases = [case(random) for _ in range(20)]
rows = ",\n".join(json.dumps(one) for one in cases)
print(f'{{"version": "{sklearn.__version__}", "cases": [\n{rows}\n]}}')
