"""Writes receptive-fields.json: which pixels places of a network's output depend on, by PyTorch's gradients.

    python3 receptive-fields.py > receptive-fields.json

All weights are 1, all activations are left out, and pooling is the mean, so that the gradient of a place of the output
is positive at exactly the pixels that it depends on. "Same" padding puts an odd zero behind, as Digitscope does. Each
field is [row, column, top, left, height, width].
"""
import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def pads(length, window, stride):
    total = max(0, (-(-length // stride) - 1) * stride + window - length)
    return [total // 2, total - total // 2]


def convolve(x, layer, pool):
    (kh, kw), s = layer["window"], layer["stride"]
    if layer["same"]:
        x = F.pad(x, pads(x.shape[3], kw, s) + pads(x.shape[2], kh, s))
    return F.avg_pool2d(x, (kh, kw), s) if pool else F.conv2d(x, torch.ones(1, 1, kh, kw), stride=s)


def transposed(x, layer):
    (kh, kw), s = layer["window"], layer["stride"]
    y = F.conv_transpose2d(x, torch.ones(1, 1, kh, kw), stride=s)
    if layer["same"]:
        top, left = max(0, kh - s) // 2, max(0, kw - s) // 2
        height, width = x.shape[2] * s, x.shape[3] * s
        y = F.pad(y, [0, max(0, width - y.shape[3]), 0, max(0, height - y.shape[2])])
        y = y[:, :, top : top + height, left : left + width]
    return y


def run(x, layers):
    for layer in layers:
        kind = layer["kind"]
        if kind == "convolution":
            x = convolve(x, layer, False)
        elif kind == "pooling":
            x = convolve(x, layer, True)
        elif kind == "transposed":
            x = transposed(x, layer)
        elif kind == "dense":
            x = x.sum().reshape(1, 1, 1, 1)
        elif kind == "residual":
            x = run(x, layer["main"]) + run(x, layer["shortcut"])
    return x


def fields(image, layers):
    x = torch.ones(1, 1, *image, requires_grad=True)
    y = run(x, layers)
    found = []
    for row in range(y.shape[2]):
        for column in range(y.shape[3]):
            (gradient,) = torch.autograd.grad(y[0, 0, row, column], x, retain_graph=True, allow_unused=True)
            hit = gradient[0, 0] > 0
            rows, columns = hit.any(1).nonzero().flatten(), hit.any(0).nonzero().flatten()
            if len(rows):
                area = [rows[0], columns[0], rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1]
            else:
                area = [0, 0, 0, 0]
            found.append([row, column] + [int(v) for v in area])
    return found


def conv(height, width=None, stride=1, same=False):
    return {"kind": "convolution", "window": [height, width or height], "stride": stride, "same": same}


def pool(size, stride=None):
    return {"kind": "pooling", "window": [size, size], "stride": stride or size, "same": False}


def up(height, width=None, stride=1, same=False):
    return {"kind": "transposed", "window": [height, width or height], "stride": stride, "same": same}


def residual(stride):
    main = [conv(3, stride=stride, same=True), conv(3, same=True)]
    return {"kind": "residual", "main": main, "shortcut": [conv(1, stride=stride, same=True)] if stride > 1 else []}


CASES = [
    ("cnn", [28, 28], [conv(3), pool(2), conv(3), pool(2), conv(3)]),
    ("same padding and strides", [13, 17], [conv(3, 5, same=True), conv(4, 2, stride=2, same=True), pool(3, 2), conv(3)]),
    ("stride above the kernel", [12, 15], [conv(1, stride=2), conv(2, 3, stride=3)]),
    ("transposed", [7, 6], [conv(3, 2), up(3, 4, stride=2), conv(3)]),
    ("transposed, same", [7, 6], [conv(2), up(5, 3, stride=2, same=True), up(2, 2, stride=3, same=True)]),
    ("residual", [15, 12], [conv(3, same=True), residual(1), residual(2), pool(2)]),
    ("dense", [9, 8], [conv(3), pool(2), {"kind": "dense"}]),
]

print(json.dumps({"cases": [
    {"name": name, "image": image, "layers": layers, "fields": fields(image, layers)} for name, image, layers in CASES
]}))
