"""Writes ablation.json: what PyTorch computes of networks in which outputs of units are multiplied.

    python3 ablation.py > ablation.json

The networks, their parameters and images are as networks.py has them. An ablation is a list of [layer, unit, factor],
layers and units counted from 0: what comes out of the layer, behind its activation, is multiplied by the factor in
that channel. A convolution that is normalized right behind it is named by the normalization.
"""
import json

import numpy as np
import torch

from networks import (
    Parameters, average_pool, block, case, conv, dense, image_losses, image_pixels, label, layer, max_pool, norm, number,
    placed, separable, transpose)

IMAGES = 24


def logits(network, x, p, ablation):
    p.rewind()
    p.running = []
    for index, spec in enumerate(network[:-1]):
        x = layer(spec, x, p, False)
        for place, unit, factor in ablation:
            if place == index:
                scale = torch.ones(x.shape[1])
                scale[unit] = factor
                x = x * scale.reshape([1, -1] + [1] * (x.dim() - 2))
    return layer(dict(network[-1], activation="linear"), x, p, False)


def solved(one, ablations):
    p = Parameters()
    x = torch.tensor(image_pixels([one["batch"]] + one["image"]))
    labels = torch.tensor([label(n, one["classes"]) for n in range(one["batch"])])
    results = []
    for ablation in ablations:
        z = logits(one["network"], x, p, ablation).detach()
        confusion = np.zeros((one["classes"], one["classes"]), int)
        np.add.at(confusion, (labels.numpy(), z.argmax(1).numpy()), 1)
        results.append({
            "units": ablation,
            "logits": [number(v) for v in z.numpy().ravel()],
            "loss": number(image_losses(one, z, labels).mean().item()),
            "confusion": confusion.tolist(),
        })
    return {**one, "arrays": placed(p.parameters + p.statistics), "ablations": results}


MAPS = [
    conv(5, 3, 3, 1, "same", "relu"), max_pool(2, 2), conv(6, 3, 2, 1, "same", "linear"), norm("tanh"),
    block(4, 1), average_pool(2, 2), dense(7, "sigmoid"), dense(5, "softmax")]
OTHERS = [
    separable(4, 3, 3, 1, "valid", "elu"), transpose(5, 3, 3, 2, "same", "relu"), max_pool(3, 2),
    dense(8, "tanh"), dense(6, "relu"), dense(4, "sigmoid")]
VECTORS = [dense(9, "relu"), dense(7, "sigmoid"), dense(5, "softmax")]

cases = [
    solved(case("maps", [2, 9, 8], IMAGES, MAPS), [
        [],
        [[0, 2, 0.0]],
        [[0, 0, 0.0], [0, 3, 0.0]],
        [[0, 4, 1.75]],
        [[3, 1, 0.0], [3, 5, 0.5]],
        [[4, 0, 0.0]],
        [[6, 3, 0.0]],
        [[0, 1, 0.0], [3, 2, 0.25], [4, 3, 2.0], [6, 6, 0.0]],
        [[0, unit, 0.0] for unit in range(5)],
    ]),
    solved(case("others", [1, 8, 10], IMAGES, OTHERS), [
        [],
        [[0, 3, 0.0]],
        [[1, 1, 0.0], [1, 2, 0.0]],
        [[3, 7, 0.0], [4, 0, 1.5]],
    ]),
    solved(case("vectors", [1, 6, 6], IMAGES, VECTORS), [[]] + [[[0, unit, 0.0]] for unit in range(9)]),
]
print(json.dumps({"cases": cases}))
