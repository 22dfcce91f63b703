"""Writes saliency.json: which pixels speak for a class, computed by PyTorch in double precision.

    python3 saliency.py > saliency.json

The networks, their parameters and images are as networks.py has them. Of one image and class:
- gradient: of the logit for each pixel, channels added;
- ofDot: the same for an image that is black but for one value in the middle, so that values in pooling windows are equal;
- integrated: pixel · mean over the middles of 32 equal steps from black of that gradient, channels added;
- smooth: mean gradient over 50 copies with noise of standard deviation 0.15 (max − min), drawn by SplitMix64 and
  Box and Muller's formula, as in any language;
- gradcam: max(0, Σ mean gradient of a map · map) behind the last convolution, and the same interpolated to the image;
- occlusion: mean loss of the logit over the black squares that cover a pixel, squares a sixth of the longer side.
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

from networks import Parameters, case, conv, dense, image_pixels, layer, max_pool, norm, placed

STEPS, COPIES, NOISE = 32, 50, 0.15
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(stream, elements):
    with np.errstate(over="ignore"):
        mixed = mix(np.uint64(stream) + elements.astype(np.uint64) * np.uint64(GOLDEN))
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def gaussian(copy, count):
    i = np.arange(count)
    return np.sqrt(-2 * np.log(1 - uniform(copy, 2 * i))) * np.cos(2 * np.pi * uniform(copy, 2 * i + 1))


def logits(network, x, p, first=0):
    """From a layer on; before it the parameters are passed over."""
    p.rewind()
    p.running = []
    y = x if first == 0 else torch.zeros([1] + p.image)
    for index, spec in enumerate(network[:-1]):
        y = x if index == first else y
        y = layer(spec, y, p, False)
    return layer(dict(network[-1], activation="linear"), y, p, False)


def gradients(network, x, p, label, first=0):
    x = x.clone().requires_grad_(True)
    return torch.autograd.grad(logits(network, x, p, first)[:, label].sum(), x)[0]


def maps(network, x, p, last):
    p.rewind()
    p.running = []
    for spec in network[:last + 1]:
        x = layer(spec, x, p, False)
    return x.detach()


def grad_cam(network, x, p, label, last):
    found = maps(network, x, p, last)
    weights = gradients(network, found, p, label, last + 1).mean((2, 3), keepdim=True)
    heat = F.relu((weights * found).sum(1, keepdim=True))
    over = F.interpolate(heat, x.shape[2:], mode="bilinear", align_corners=False)
    return heat[0, 0], over[0, 0]


def starts(length, side):
    return range(max(0, length - side) + 1)


def occlusion(network, x, p, label):
    height, width = x.shape[2:]
    side = max(1, int(max(height, width) / 6 + 0.5))
    whole = logits(network, x, p)[0, label].item()
    sums, squares = np.zeros((height, width)), np.zeros((height, width))
    for top in starts(height, side):
        for left in starts(width, side):
            blanked = x.clone()
            blanked[:, :, top:top + side, left:left + side] = 0
            loss = whole - logits(network, blanked, p)[0, label].item()
            sums[top:top + side, left:left + side] += loss
            squares[top:top + side, left:left + side] += 1
    return side, sums / squares


def listed(values):
    return [float("%.8g" % v) for v in np.asarray(values, np.float64).ravel()]


def solved(one, label, last):
    network, p = one["network"], Parameters()
    p.image = one["image"]
    x = torch.tensor(image_pixels([1] + one["image"]))
    with torch.no_grad():
        difference = (logits(network, x, p) - logits(network, 0 * x, p))[0, label].item()
    path = torch.cat([x * (k + 0.5) / STEPS for k in range(STEPS)])
    integrated = (x * gradients(network, path, p, label).mean(0)).sum((0, 1))
    deviation = NOISE * (x.max() - x.min()).item()
    noise = np.stack([gaussian(copy, x.numel()) for copy in range(1, COPIES + 1)])
    noisy = x + deviation * torch.tensor(noise.reshape([COPIES] + one["image"]))
    dot = torch.zeros(x.numel())
    dot[x.numel() // 2] = 1
    dot = dot.reshape(x.shape)
    result = {
        "label": label,
        "ofDot": listed(gradients(network, dot, p, label).sum((0, 1))),
        "difference": difference,
        "gradient": listed(gradients(network, x, p, label).sum((0, 1))),
        "integrated": listed(integrated.detach()),
        "smooth": listed(gradients(network, noisy, p, label).mean(0).sum(0)),
    }
    with torch.no_grad():
        result["side"], map_of_losses = occlusion(network, x, p, label)
    result["occlusion"] = listed(map_of_losses)
    if last is not None:
        heat, over = grad_cam(network, x, p, label, last)
        result.update(heat=listed(heat), gradcam=listed(over))
    return {**one, "arrays": placed(p.parameters + p.statistics), "saliency": result}


GRAY = [
    conv(6, 3, 3, 1, "same", "relu"), max_pool(2, 2), conv(5, 3, 2, 1, "valid", "linear"), norm("tanh"),
    dense(9, "elu"), dense(4, "softmax")]
COLOR = [conv(4, 3, 2, 1, "same", "tanh"), conv(5, 2, 2, 2, "valid", "relu"), dense(7, "sigmoid"), dense(3, "softmax")]
VECTORS = [dense(11, "sigmoid"), dense(8, "tanh"), dense(5, "softmax")]

if __name__ == "__main__":
    cases = [
        solved(case("gray", [1, 14, 12], 1, GRAY), 2, 3),
        solved(case("color", [3, 9, 11], 1, COLOR), 1, 1),
        solved(case("no convolution", [1, 7, 8], 1, VECTORS), 4, None),
    ]
    print(json.dumps({"cases": cases}))
