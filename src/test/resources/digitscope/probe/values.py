"""Writes values.json: how single values of a network come about, forward and backward, by PyTorch.

    python3 values.py > values.json

The network reads an image of 2×9×8: convolution 3×3×3 "same" with ReLU, max pooling 2×2, convolution 3×3×4 "valid" with
leaky ReLU, flatten, dense 5 with tanh, dense 3 with softmax; the loss is cross-entropy. Parameters and image follow
formulas (`wave`), which the test repeats. All in double precision.
"""
import json
import math

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(count, phase):
    """sin(i² + phase) for i = 1, 2, …: without pattern, and the same in any language."""
    i = np.arange(1, count + 1, dtype=np.float64)
    return np.sin(i * i + phase)


def parameter(phase, *shape):
    values = np.float32(0.6 * wave(math.prod(shape), phase)).astype(np.float64)
    return torch.tensor(values.reshape(shape), requires_grad=True)


# In the order of Digitscope's vector; kernels as [height, width, in, out], dense weights as [in, out].
W1, B1 = parameter(0, 3, 3, 2, 3), parameter(1, 3)
W3, B3 = parameter(2, 3, 3, 3, 4), parameter(3, 4)
W5, B5 = parameter(4, 16, 5), parameter(5, 5)
W6, B6 = parameter(6, 5, 3), parameter(7, 3)
PARAMETERS = [W1, B1, W3, B3, W5, B5, W6, B6]

image = torch.tensor(np.floor(127.5 + 127.5 * wave(2 * 9 * 8, 0)).reshape(1, 2, 9, 8) / 255)


def kernels(w):
    return w.permute(3, 2, 0, 1)


def forward():
    layers = {"input": image}
    layers["1.convolution/pre"] = F.conv2d(image, kernels(W1), B1, padding=1)
    layers["1.convolution/out"] = F.relu(layers["1.convolution/pre"])
    layers["2.max_pooling/out"] = F.max_pool2d(layers["1.convolution/out"], 2)
    layers["3.convolution/pre"] = F.conv2d(layers["2.max_pooling/out"], kernels(W3), B3)
    layers["3.convolution/out"] = F.leaky_relu(layers["3.convolution/pre"], 0.01)
    layers["5.dense/pre"] = layers["3.convolution/out"].flatten(1) @ W5 + B5
    layers["5.dense/out"] = torch.tanh(layers["5.dense/pre"])
    layers["6.dense/pre"] = layers["5.dense/out"] @ W6 + B6
    layers["6.dense/out"] = torch.softmax(layers["6.dense/pre"], 1)
    for values in layers.values():
        if values.requires_grad:
            values.retain_grad()
    return layers


def gradients(layer, label, of_loss):
    """Of the loss if the class were `label`, or of its logit, for all that a layer gives and its parameters."""
    for p in PARAMETERS:
        p.grad = None
    layers = forward()
    logits = layers["6.dense/pre"]
    (F.cross_entropy(logits, torch.tensor([label])) if of_loss else logits[0, label]).backward()
    return layers


def value(layer, place, label, reads, w, b, size, padding):
    name = layer
    map_, row, column = place
    layers = forward()
    index = (0, map_, row, column) if layers[name + "/pre"].dim() == 4 else (0, map_)
    source = layers[reads].detach()
    if layers[name + "/pre"].dim() == 4:
        padded = F.pad(source, (padding,) * 4)
        patches = padded[0, :, row:row + size, column:column + size]
        weights = kernels(w)[map_]
    else:
        patches = source[0]
        weights = w[:, map_].reshape(patches.shape)
    of_logit = gradients(name, label, False)
    end = name + ("/pre" if name.startswith("6.") else "/out")
    logit_slope = of_logit[end].grad[index].item()
    of_loss = gradients(name, label, True)
    kernel_gradient = (kernels(w.grad)[map_] if w.dim() == 4 else w.grad[:, map_].reshape(patches.shape))
    return {
        "layer": name,
        "place": place,
        "label": label,
        "inputs": patches.flatten(1).tolist() if patches.dim() > 1 else patches[:, None].tolist(),
        "weights": weights.flatten(1).tolist() if weights.dim() > 1 else weights[:, None].tolist(),
        "bias": b[map_].item(),
        "pre": layers[name + "/pre"][index].item(),
        "out": layers[name + "/out"][index].item(),
        "ofLogit": logit_slope,
        "ofLoss": of_loss[end].grad[index].item(),
        "beforeActivation": of_loss[name + "/pre"].grad[index].item(),
        "kernelGradients": kernel_gradient.flatten(1).tolist() if kernel_gradient.dim() > 1
        else kernel_gradient[:, None].tolist(),
        "biasGradient": b.grad[map_].item(),
    }


def rounded(x):
    if isinstance(x, float):
        return float("%.9g" % x)
    if isinstance(x, list):
        return [rounded(v) for v in x]
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    return x


first = ("input", W1, B1, 3, 1)
third = ("2.max_pooling/out", W3, B3, 3, 0)
fifth = ("3.convolution/out", W5, B5, 0, 0)
sixth = ("5.dense/out", W6, B6, 0, 0)
cases = [
    value("1.convolution", (0, 4, 3), 1, *first),
    value("1.convolution", (2, 0, 0), 0, *first),
    value("1.convolution", (1, 8, 7), 2, *first),
    value("3.convolution", (3, 1, 0), 1, *third),
    value("3.convolution", (0, 0, 1), 0, *third),
    value("5.dense", (4, 0, 0), 2, *fifth),
    value("6.dense", (1, 0, 0), 1, *sixth),
    value("6.dense", (0, 0, 0), 2, *sixth),
]
maps = {name: values.detach().flatten().tolist() for name, values in forward().items() if name != "input"}
print(json.dumps(rounded({"maps": maps, "cases": cases})))
