"""Makes layer-costs.json: the multiply-adds of layers, counted by PyTorch.

Every weight and every input is 1 and every bias 0, so that an output is the number of products
that were added up for it, and their sum over all outputs is the number of multiply-adds. Borders
are padded with ones, as they are counted too.

    python3 layer_costs.py > layer-costs.json
"""

import json

import torch
from torch import nn
from torch.nn import functional as F


def ones(layer):
    for name, values in layer.named_parameters():
        nn.init.constant_(values, 0 if name.endswith("bias") else 1)
    return layer


def count(layer, shape, padding=0):
    image = F.pad(torch.ones(1, *shape, dtype=torch.float64), (padding,) * 4, value=1)
    with torch.no_grad():
        return int(ones(layer).double()(image).sum().item())


def residual(channels, filters, stride, side):
    inner = side // stride
    total = count(nn.Conv2d(channels, filters, 3, stride), (channels, side, side), 1)
    total += count(nn.Conv2d(filters, filters, 3), (filters, inner, inner), 1)
    # Two normalizations scale each value once.
    total += 2 * filters * inner * inner
    if stride > 1 or channels != filters:
        total += count(nn.Conv2d(channels, filters, 1, stride), (channels, side, side))
        total += filters * inner * inner
    return total


print(
    json.dumps(
        {
            "convolution": count(nn.Conv2d(1, 32, 3), (1, 28, 28)),
            "padded": count(nn.Conv2d(32, 64, 5, stride=2), (32, 14, 14), 2),
            "separable": count(nn.Conv2d(8, 8, 3, groups=8), (8, 10, 10))
            + count(nn.Conv2d(8, 16, 1), (8, 8, 8)),
            "transposed": count(nn.ConvTranspose2d(8, 4, 3, stride=2), (8, 7, 7)),
            "dense": count(nn.Sequential(nn.Flatten(), nn.Linear(576, 64)), (64, 3, 3)),
            "residual": residual(16, 16, 1, 14),
            "projected": residual(16, 32, 2, 14),
        },
        indent=2,
    )
)
