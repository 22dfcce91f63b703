"""Writes augmentation.json: what scipy.ndimage makes of a checkered image that Augmentation varies too.

    python3 augmentation.py > augmentation.json

The random numbers are those of Randomness (SplitMix64), the rest is written again in floating point: maps as
matrices, the spline by its basis functions, values by map_coordinates.
"""
import json
from math import ceil, cos, radians, sin, sqrt, tan

import numpy as np
from scipy.ndimage import map_coordinates

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
PIECES = 4


def mix(value):
    z = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Randomness:
    def __init__(self, seed, index):
        self.state = mix((seed + GOLDEN) & MASK) ^ mix((index * GOLDEN + 1) & MASK)

    def next_long(self):
        self.state = (self.state + GOLDEN) & MASK
        return mix(self.state)

    def below(self, bound):
        return ((self.next_long() >> 32) * bound) >> 32

    def between(self, low, high):
        return low + (high - low) * ((self.next_long() >> 11) * 2.0**-53)


def spline(pixels):
    """Matrix [pixels, nodes] of the quadratic B-spline's basis functions, whose support is three pieces."""
    places = (np.arange(pixels) + 0.5) * PIECES / pixels
    t = np.abs(places[:, None] - (np.arange(PIECES + 2)[None, :] - 0.5))
    return np.where(t < 0.5, 0.75 - t**2, np.where(t < 1.5, (1.5 - t) ** 2 / 2, 0))


def augment(image, seed, drawing, shift, rotation, scale, shear, elastic, erase):
    random = Randomness(seed, drawing)
    channels, height, width = image.shape
    move = np.array([random.between(-shift, shift), random.between(-shift, shift)])
    angle = random.between(-radians(rotation), radians(rotation))
    size = 1 + random.between(-scale, scale)
    lean = tan(random.between(-radians(shear), radians(shear)))
    forward = (
        np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]) * size @ np.array([[1, -lean], [0, 1]])
    )
    center = np.array([(width - 1) / 2, (height - 1) / 2])
    y, x = np.mgrid[:height, :width]
    pixels = np.stack([x.ravel(), y.ravel()])
    sources = np.linalg.inv(forward) @ (pixels - (center + move)[:, None]) + center[:, None]
    if elastic > 0:
        largest = elastic * sqrt(3 / 2) / 0.55
        nodes = np.array([random.between(-largest, largest) for _ in range(2 * (PIECES + 2) ** 2)])
        nodes = nodes.reshape(PIECES + 2, PIECES + 2, 2)
        field = np.einsum("yj,xi,jic->cyx", spline(height), spline(width), nodes)
        sources = sources + field.reshape(2, -1)
    result = np.stack(
        [map_coordinates(c, sources[::-1], order=1, mode="grid-constant").reshape(height, width) for c in image]
    )
    if random.between(0, 1) < erase:
        rows = ceil(height * random.between(0.1, 0.5))
        columns = ceil(width * random.between(0.1, 0.5))
        top = random.below(height - rows + 1)
        left = random.below(width - columns + 1)
        result[:, top : top + rows, left : left + columns] = 0
    return result


def pattern(channels, height, width):
    """Smooth, so that a difference of 1/256 pixel shows as one level at most."""
    c, y, x = np.mgrid[:channels, :height, :width]
    return np.floor(127.5 + 127 * np.sin(0.35 * x + c) * np.cos(0.3 * y - 0.1 * x)).astype(np.uint8)


CASES = [
    ((1, 28, 28), 7, 1, (0, 0, 0, 0, 0, 0)),
    ((1, 28, 28), 7, 2, (3, 0, 0, 0, 0, 0)),
    ((1, 28, 28), 7, 3, (0, 30, 0, 0, 0, 0)),
    ((1, 28, 28), 7, 4, (0, 0, 0.3, 0, 0, 0)),
    ((1, 28, 28), 7, 5, (0, 0, 0, 30, 0, 0)),
    ((1, 28, 28), 7, 6, (0, 0, 0, 0, 1.5, 0)),
    ((1, 28, 28), 7, 7, (0, 0, 0, 0, 0, 1)),
    ((1, 28, 28), -3, 1 << 40, (2, 10, 0.1, 5, 1, 0.5)),
    ((3, 17, 30), 12345678901, 9, (4, 45, 0.4, 20, 0.7, 1)),
]

print("[")
for number, (shape, seed, drawing, parameters) in enumerate(CASES):
    image = pattern(*shape)
    values = augment(image.astype(float), seed, drawing, *parameters)
    case = {
        "shape": shape,
        "seed": seed,
        "drawing": drawing,
        "parameters": parameters,
        "image": image.ravel().tolist(),
        "expected": np.floor(values.ravel() + 0.5).astype(int).tolist(),
    }
    print(json.dumps(case) + ("," if number < len(CASES) - 1 else ""))
print("]")
