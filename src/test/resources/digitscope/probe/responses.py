"""Writes responses.json: what the units of a small network answer to some images, by PyTorch.

    python3 responses.py > responses.json

Parameters lie as in Digitscope's vector: kernels [height, width, in, out], dense weights [in, out], each with its
biases behind. The third filter of the first convolution has only negative weights and a negative bias: it is dead.
For each unit of a layer: the images that excite it most with the place of the largest pre-activation, the mean of the
largest activation by class, and the number of images where the pre-activation is positive anywhere.
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

IMAGES, HEIGHT, WIDTH, CLASSES, STRONGEST = 70, 9, 8, 3, 9

random = np.random.default_rng(5)
images = random.integers(0, 256, (IMAGES, HEIGHT, WIDTH)) * (random.random((IMAGES, HEIGHT, WIDTH)) < 0.4)
labels = np.arange(IMAGES) * 7 % 5 % CLASSES
parameters = []


def draw(shape, bias):
    weights = np.float32(random.normal(size=shape) / np.sqrt(np.prod(shape[:-1])))
    biases = np.float32(random.normal(size=shape[-1]) * bias)
    return weights, biases


def keep(weights, biases):
    parameters.extend(float(v) for v in weights.ravel())
    parameters.extend(float(v) for v in biases)


def conv(x, channels, filters, size, dead=None):
    weights, biases = draw((size, size, channels, filters), 0.1)
    if dead is not None:
        weights[..., dead], biases[dead] = -np.abs(weights[..., dead]), -0.25
    keep(weights, biases)
    return F.conv2d(x, torch.tensor(weights).permute(3, 2, 0, 1), torch.tensor(biases))


def dense(x, units):
    weights, biases = draw((x.shape[1], units), 0.1)
    keep(weights, biases)
    return x @ torch.tensor(weights) + torch.tensor(biases)


def units(pre, activation):
    maps = pre.reshape(IMAGES, pre.shape[1], *(pre.shape[2:] or (1, 1))).double().numpy()
    found = []
    for unit in range(maps.shape[1]):
        flat = maps[:, unit].reshape(IMAGES, -1)
        largest, places = flat.max(1), flat.argmax(1)
        order = sorted(range(IMAGES), key=lambda i: (-largest[i], i))[:STRONGEST]
        answers = activation(torch.tensor(largest)).numpy()
        found.append({
            "strongest": [[i, int(places[i]) // maps.shape[3], int(places[i]) % maps.shape[3]] for i in order],
            "values": [float(largest[i]) for i in order],
            "means": [float(answers[labels == k].mean()) for k in range(CLASSES)],
            "positive": int((largest > 0).sum()),
        })
    return found


x = torch.tensor(np.float32(images / 255)).reshape(IMAGES, 1, HEIGHT, WIDTH)
layers = []
first = conv(x, 1, 5, 3, dead=2)
layers.append(units(first, torch.relu))
second = conv(F.max_pool2d(torch.relu(first), 2), 5, 4, 2)
layers.append(units(second, torch.relu))
hidden = dense(torch.relu(second).flatten(1), 6)
layers.append(units(hidden, torch.sigmoid))
layers.append(units(dense(torch.sigmoid(hidden), CLASSES), lambda v: v))

print(json.dumps({
    "height": HEIGHT, "width": WIDTH, "classes": CLASSES,
    "images": [[int(v) for v in image.ravel()] for image in images],
    "labels": [int(v) for v in labels],
    "parameters": parameters,
    "layers": layers,
}))
