"""Writes gallery.json: what NumPy says that queries for images give.

Run here with Python 3 and NumPy (written with 2.4.6): python3 gallery.py
"""

import json

import numpy as np

IMAGES, CLASSES, STEPS = 60, 5, (100, 250, 900)


def history(random):
    """Labels [image] and float32 probabilities [step, image, class], rounded so that some are equal."""
    labels = random.integers(CLASSES, size=IMAGES)
    logits = random.normal(size=(len(STEPS), IMAGES, CLASSES)) * 1.5
    logits[:, np.arange(IMAGES), labels] += np.linspace(0, 2, len(STEPS))[:, None]
    exp = np.exp(logits)
    return labels, np.round(exp / exp.sum(2, keepdims=True), 2).astype(np.float32)


def measures(labels, probabilities):
    """Keys by which images are sorted, each [image]; every one in double precision."""
    newest = probabilities[-1].astype(np.float64)
    rows = np.arange(IMAGES)
    predicted = newest.argmax(1)
    others = newest.copy()
    others[rows, predicted] = -1
    rest = newest.copy()
    rest[rows, labels] = -1
    right = probabilities.argmax(2) == labels
    learned = np.where(right.any(0), np.array(STEPS, float)[right.argmax(0)], np.inf)
    actual = newest[rows, labels]
    return {
        "predicted": predicted,
        "confidence": newest.max(1),
        "rival": others.argmax(1),
        "rivalProbability": others.max(1),
        "loss": -np.log(np.maximum(actual, np.float64(np.finfo(np.float32).smallest_subnormal))),
        "margin": actual - rest.max(1),
        "index": rows.astype(float),
        "learned": learned,
    }


def answer(labels, m, order, descending, confidence, rival, grouping):
    """Numbers of the misread images that pass, by group, then key, then number."""
    keep = m["predicted"] != labels
    keep &= (confidence[0] <= m["confidence"]) & (m["confidence"] <= confidence[1])
    keep &= (rival[0] <= m["rivalProbability"]) & (m["rivalProbability"] <= rival[1])
    key = -m[order] if descending else m[order]
    group = {"NONE": 0 * labels, "PREDICTED": m["predicted"], "ACTUAL": labels}[grouping]
    by = np.lexsort((np.arange(IMAGES), key, group))
    return by[keep[by]].tolist()


def case(seed):
    random = np.random.default_rng(seed)
    labels, probabilities = history(random)
    m = measures(labels, probabilities)
    queries = []
    for order in ("confidence", "loss", "margin", "index", "learned"):
        for descending in (False, True):
            for confidence, rival, grouping in (
                ((0, 1), (0, 1), "NONE"),
                ((0.4, 0.8), (0, 1), "NONE"),
                ((0, 1), (0.25, 0.45), "PREDICTED"),
                ((0.35, 1), (0.1, 0.4), "ACTUAL"),
            ):
                images = answer(labels, m, order, descending, confidence, rival, grouping)
                queries.append(
                    {
                        "order": order.upper(),
                        "descending": descending,
                        "confidence": confidence,
                        "rival": rival,
                        "grouping": grouping,
                        "images": images,
                    }
                )
    return {
        "labels": labels.tolist(),
        "probabilities": [[float(f"{p:.2f}") for p in step.ravel()] for step in probabilities],
        "loss": m["loss"].tolist(),
        "margin": m["margin"].tolist(),
        "rival": m["rival"].tolist(),
        "queries": queries,
    }


if __name__ == "__main__":
    with open("gallery.json", "w") as file:
        json.dump({"classes": CLASSES, "steps": STEPS, "cases": [case(s) for s in range(4)]}, file)
        file.write("\n")
