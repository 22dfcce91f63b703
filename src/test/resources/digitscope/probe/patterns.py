"""Writes patterns.json: what PyTorch and NumPy make of the parts of a search for patterns.

python3 patterns.py > patterns.json
"""

import json

import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(3)
random = np.random.default_rng(3)


def numbers(array):
    return [float(value) for value in np.asarray(array, dtype=np.float64).reshape(-1)]


def real_basis(length):
    """Sines and cosines as the discrete Fourier transform has them, made orthonormal."""
    transform = np.fft.fft(np.eye(length))
    rows = [transform[0].real]
    for cycles in range(1, length // 2 + 1):
        rows.append(transform[cycles].real)
        if 2 * cycles != length:
            rows.append(-transform[cycles].imag)
    return np.array([row / np.linalg.norm(row) for row in rows])


def fourier(height, width):
    """An image from coefficients whose scale falls with the frequency."""
    coefficients = random.standard_normal((height, width))
    down = [0] + [abs(np.fft.fftfreq(height)[(k + 1) // 2]) for k in range(1, height)]
    right = [0] + [abs(np.fft.fftfreq(width)[(k + 1) // 2]) for k in range(1, width)]
    lowest = 1 / max(height, width)
    scale = lowest / np.maximum(lowest, np.hypot(np.array(down)[:, None], np.array(right)[None, :]))
    image = real_basis(height).T @ (scale * coefficients) @ real_basis(width)
    return {
        "height": height,
        "width": width,
        "coefficients": numbers(coefficients),
        "image": numbers(image),
    }


def warp(height, width, top, left, box_height, box_width, down, right, scale, degrees):
    """The image scaled and turned about its middle, then shifted; of that a box."""
    image = random.random((height, width))
    angle = np.radians(degrees)
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    # Counterclockwise on a screen, where y points down.
    turned = scale * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    back = np.linalg.inv(turned)
    ys, xs = np.mgrid[top : top + box_height, left : left + box_width]
    points = np.stack([xs, ys], -1) - middle - np.array([right, down])
    source = points @ back.T + middle
    grid = 2 * source / np.array([width - 1, height - 1]) - 1
    sampled = F.grid_sample(
        torch.tensor(image)[None, None],
        torch.tensor(grid)[None],
        mode="bilinear",
        padding_mode="zeros",
        align_corners=True,
    )
    return {
        "image": numbers(image),
        "height": height,
        "width": width,
        "top": top,
        "left": left,
        "boxHeight": box_height,
        "boxWidth": box_width,
        "down": down,
        "right": right,
        "scale": scale,
        "degrees": degrees,
        "box": numbers(sampled),
    }


def penalty(channels, height, width, energy, weights, epsilon=0.02):
    d = torch.tensor(random.random((channels, height, width)) - 0.3, requires_grad=True)
    down = F.pad(d[:, 1:, :] - d[:, :-1, :], (0, 0, 0, 1))
    right = F.pad(d[:, :, 1:] - d[:, :, :-1], (0, 1, 0, 0))
    sparsity = torch.sqrt(d**2 + epsilon**2).mean()
    variation = torch.sqrt(down**2 + right**2 + epsilon**2).mean()
    excess = torch.clamp((d**2).mean() / energy - 1, min=0)
    value = weights[0] * sparsity + weights[1] * variation + weights[2] * excess**2
    value.backward()
    return {
        "channels": channels,
        "height": height,
        "width": width,
        "energy": energy,
        "image": numbers(d.detach()),
        "value": float(value),
        "gradient": numbers(d.grad),
    }


def objective():
    """The pre-activation of each filter of a second convolution where an image excites it most."""
    first = torch.nn.Conv2d(1, 8, 3).double()
    second = torch.nn.Conv2d(8, 6, 3).double()
    images = torch.tensor(random.random((6, 1, 16, 16)), requires_grad=True)
    maps = second(F.max_pool2d(torch.relu(first(images)), 2))
    best = maps.flatten(2).max(2).values.diagonal()
    middle = maps[:, :, 2, 2].diagonal()
    middle.sum().backward()
    # [kernel height, kernel width, input channels, filters]
    parameters = [
        part
        for layer in (first, second)
        for part in (layer.weight.permute(2, 3, 1, 0), layer.bias)
    ]
    return {
        "parameters": [v for part in parameters for v in numbers(part.detach())],
        "images": numbers(images.detach()),
        "best": numbers(best.detach()),
        "middle": numbers(middle.detach()),
        "gradient": numbers(images.grad),
    }


json.dump(
    {
        "fourier": [fourier(6, 6), fourier(7, 5), fourier(1, 4)],
        "warp": [
            warp(9, 7, 0, 0, 9, 7, 0, 0, 1, 0),
            warp(9, 7, 2, 1, 5, 5, 1.5, -0.75, 1.1, 8),
            warp(12, 12, 3, 3, 6, 6, -2, 2, 0.9, -8),
            warp(5, 6, 0, 0, 5, 6, 4, -5, 1, 30),
        ],
        "penalty": [penalty(1, 6, 5, 0.05, (0.2, 1, 0.3)), penalty(3, 4, 4, 9, (0.2, 1, 0.3))],
        "objective": objective(),
    },
    fp := __import__("sys").stdout,
)
fp.write("\n")
