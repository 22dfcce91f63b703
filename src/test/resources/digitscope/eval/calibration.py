"""Writes calibration.json: calibration error, temperature and suspect labels of random answers, by NumPy and SciPy.

    python3 calibration.py > calibration.json
"""
import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import softmax


def expected_error(confidence, right, bins):
    """Guo et al. 2017, equation 3; bin m holds the confidences in ((m - 1) / M, m / M]."""
    edges = np.linspace(0, 1, bins + 1)
    error = 0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return error


def cross_entropy(log_temperature, logs, labels):
    scaled = logs / np.exp(log_temperature)
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(labels)), labels])


def suspects(probabilities, labels):
    """Northcutt et al. 2021, equation 1: beyond the mean self-confidence of the class, the likeliest of those."""
    images, classes = probabilities.shape
    thresholds = [probabilities[labels == k, k].mean() if (labels == k).any() else np.inf for k in range(classes)]
    believed = np.where(probabilities >= thresholds, probabilities, -1)
    best = believed.argmax(axis=1)
    wrong = (believed.max(axis=1) > 0) & (best != labels)
    margin = probabilities[np.arange(images), best] - probabilities[np.arange(images), labels]
    return [int(i) for i in sorted(np.flatnonzero(wrong), key=lambda i: (-margin[i], i))]


def case(random):
    classes = int(random.integers(2, 8))
    images = int(random.integers(5, 120))
    logits = random.normal(size=(images, classes)) * random.uniform(1, 4)
    temperature = random.uniform(0.5, 3)
    labels = np.array([random.choice(classes, p=softmax(row / temperature)) for row in logits])
    probabilities = softmax(logits, axis=1)
    probabilities = probabilities.astype(np.float32)
    exact = probabilities.astype(np.float64)
    confidence, right = exact.max(axis=1), exact.argmax(axis=1) == labels
    best = minimize_scalar(
        cross_entropy, args=(np.log(exact), labels), bounds=(np.log(0.05), np.log(20)), method="bounded",
        options={"xatol": 1e-9},
    )
    return {
        "classes": classes,
        "labels": labels.tolist(),
        "probabilities": [float(p) for p in exact.ravel()],
        "error_10": expected_error(confidence, right, 10),
        "error_15": expected_error(confidence, right, 15),
        "temperature": float(np.exp(best.x)),
        "loss": float(best.fun),
        "suspects": suspects(exact, labels),
    }


random = np.random.default_rng(4)
rows = ",\n".join(json.dumps(case(random)) for _ in range(8))
print(f"[\n{rows}\n]")
