"""Writes networks.json: what PyTorch computes of whole networks, forward and back, in double precision.

    python3 networks.py > networks.json

A case's network is written as in a run's configuration. Parameters, statistics and images follow formulas (`wave`),
so that none of them need be stored; large results are stored as digests. Arrays lie as in Digitscope's vector:
convolution kernels [height, width, in, out], depthwise ones [height, width, channels], dense weights [in, out];
behind all parameters the running means and variances.

Where PyTorch means something else by a word, the script says what Digitscope means:
- class weights: the loss is the mean over the images of weight · loss; PyTorch divides by the sum of the weights;
- MSE: over the classes the mean; sigmoid cross-entropy: over the classes the sum; over the images both the mean;
- "same" padding puts an odd zero behind, with strides too; PyTorch's padding='same' knows no strides.
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
PRESETS = os.path.join(HERE, *[".."] * 5, "resources", "presets")
MOMENTUM = 0.1

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "leaky-relu": lambda x: F.leaky_relu(x, 0.01),
    "elu": F.elu,
    "selu": F.selu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softmax": lambda x: F.softmax(x, 1),
}


def wave(count, phase):
    """sin(i² + phase) for i = 1, 2, …: without pattern, and the same in any language."""
    i = np.arange(1, count + 1, dtype=np.float64)
    return np.sin(i * i + phase)


class Parameters:
    """Arrays in the order in which they are asked for, made at the first asking."""

    def __init__(self):
        self.parameters, self.statistics = [], []
        self.used = [0, 0]

    def rewind(self):
        self.used = [0, 0]

    def _next(self, kind, name, shape, shift, scale):
        arrays = (self.parameters, self.statistics)[kind]
        if self.used[kind] == len(arrays):
            phase = 100 * kind + len(arrays)
            values = np.float32(shift + scale * wave(math.prod(shape), phase)).astype(np.float64)
            tensor = torch.tensor(values.reshape(shape), requires_grad=kind == 0)
            arrays.append({"name": name, "tensor": tensor, "shift": shift, "scale": scale, "phase": phase})
        self.used[kind] += 1
        return arrays[self.used[kind] - 1]["tensor"]

    def weights(self, *shape, fan_in):
        return self._next(0, "weights", shape, 0, round(1.7 / math.sqrt(fan_in), 3))

    def vector(self, name, size, shift=0.0, scale=0.1):
        return self._next(0, name, (size,), shift, scale)

    def statistic(self, name, size, shift, scale):
        return self._next(1, name, (size,), shift, scale)


def padded(x, height, width, stride, padding):
    if padding == "valid":
        return x
    pads = []
    for length, window in ((x.shape[3], width), (x.shape[2], height)):
        reach = max(0, (-(-length // stride) - 1) * stride + window - length)
        pads += [reach // 2, reach - reach // 2]
    return F.pad(x, pads)


def convolution(x, p, filters, height, width, stride, padding):
    w = p.weights(height, width, x.shape[1], filters, fan_in=height * width * x.shape[1])
    b = p.vector("biases", filters)
    return F.conv2d(padded(x, height, width, stride, padding), w.permute(3, 2, 0, 1), b, stride)


def transposed(x, p, filters, height, width, stride, padding):
    """Valid as PyTorch; same as Keras: n · s long, cut off evenly, the odd one behind."""
    w = p.weights(height, width, filters, x.shape[1], fan_in=height * width * x.shape[1])
    b = p.vector("biases", filters)
    y = F.conv_transpose2d(x, w.permute(3, 2, 0, 1), None, stride)
    if padding == "same":
        pads = []
        for length, window in ((x.shape[3], width), (x.shape[2], height)):
            before = max(0, window - stride) // 2
            pads += [-before, length * stride - (length - 1) * stride - window + before]
        y = F.pad(y, pads)
    return y + b[:, None, None]


def depthwise(x, p, height, width, stride, padding):
    channels = x.shape[1]
    w = p.weights(height, width, channels, fan_in=height * width)
    kernels = w.permute(2, 0, 1).unsqueeze(1)
    return F.conv2d(padded(x, height, width, stride, padding), kernels, None, stride, groups=channels)


def normalized(x, p, training):
    channels = x.shape[1]
    gamma, beta = p.vector("gamma", channels, 1.0, 0.3), p.vector("beta", channels)
    mean, variance = p.statistic("mean", channels, 0.0, 0.2), p.statistic("variance", channels, 1.0, 0.5)
    # The running statistics that PyTorch updates are copies: another pass begins with the same.
    running = [mean.clone(), variance.clone()]
    y = F.batch_norm(x, *running, gamma, beta, training, MOMENTUM, 1e-5)
    p.running = getattr(p, "running", []) + running
    return y


def group_normalized(x, p, groups):
    gamma, beta = p.vector("gamma", x.shape[1], 1.0, 0.3), p.vector("beta", x.shape[1])
    return F.group_norm(x, groups, gamma, beta, 1e-5)


def residual(x, p, filters, stride, training):
    y = convolution(x, p, filters, 3, 3, stride, "same")
    y = F.relu(normalized(y, p, training))
    y = normalized(convolution(y, p, filters, 3, 3, 1, "same"), p, training)
    if stride > 1 or x.shape[1] != filters:
        x = normalized(convolution(x, p, filters, 1, 1, stride, "same"), p, training)
    return F.relu(x + y)


def layer(spec, x, p, training):
    kind = spec["type"]
    activation = ACTIVATIONS[spec.get("activation", "linear")]
    if kind in ("conv2d", "separable-conv2d"):
        window = spec["kernelHeight"], spec["kernelWidth"], spec["stride"], spec["padding"]
        if kind == "conv2d":
            return activation(convolution(x, p, spec["filters"], *window))
        return activation(convolution(depthwise(x, p, *window), p, spec["filters"], 1, 1, 1, "valid"))
    if kind == "conv2d-transpose":
        window = spec["kernelHeight"], spec["kernelWidth"], spec["stride"], spec["padding"]
        return activation(transposed(x, p, spec["filters"], *window))
    if kind == "batch-norm":
        return activation(normalized(x, p, training))
    if kind == "group-norm":
        return activation(group_normalized(x, p, spec["groups"]))
    if kind == "residual":
        return residual(x, p, spec["filters"], spec["stride"], training)
    if kind == "max-pool2d":
        return F.max_pool2d(x, spec["size"], spec["stride"])
    if kind == "average-pool2d":
        return F.avg_pool2d(x, spec["size"], spec["stride"])
    if kind == "global-average-pool2d":
        return x.mean((2, 3))
    if kind == "flatten":
        return x.flatten(1)
    if kind == "dropout":  # compared without: what it drops is Digitscope's own choice
        return x
    x = x.flatten(1)
    w = p.weights(x.shape[1], spec["units"], fan_in=x.shape[1])
    return activation(F.linear(x, w.T, p.vector("biases", spec["units"])))


def logits(network, x, p, training):
    p.rewind()
    p.running = []
    for spec in network[:-1]:
        x = layer(spec, x, p, training)
    return layer(dict(network[-1], activation="linear"), x, p, training)


def image_losses(case, z, labels):
    """The loss of each image, before its class's weight."""
    targets = F.one_hot(labels, case["classes"]) * (1 - case["labelSmoothing"])
    targets = targets + case["labelSmoothing"] / case["classes"]
    output = case["network"][-1]["activation"]
    if case["loss"] == "mean-squared-error":
        return F.mse_loss(ACTIVATIONS[output](z), targets, reduction="none").mean(1)
    if output == "softmax":
        return F.cross_entropy(z, labels, reduction="none", label_smoothing=case["labelSmoothing"])
    return F.binary_cross_entropy_with_logits(z, targets, reduction="none").sum(1)


def number(value):
    return float("%.10g" % value)


def digest(tensor):
    """Norm, projection on a wave, and the value in the middle."""
    values = tensor.detach().numpy().ravel()
    projection = float(values @ wave(values.size, 0.5))
    return [number(np.linalg.norm(values)), number(projection), number(values[values.size // 2])]


def image_pixels(shape):
    """Bytes, divided by 255."""
    return np.floor(127.5 + 127.5 * wave(math.prod(shape), 0)).reshape(shape) / 255


def label(image, classes):
    return (7 * image + 3) % classes


def passes(case, p, training):
    x = torch.tensor(image_pixels([case["batch"]] + case["image"]), requires_grad=True)
    labels = torch.tensor([label(n, case["classes"]) for n in range(case["batch"])])
    z = logits(case["network"], x, p, training)
    weights = torch.tensor(case["classWeights"] or [1.0] * case["classes"])[labels]
    loss = (weights * image_losses(case, z, labels)).mean()
    variables = [array["tensor"] for array in p.parameters]
    gradients = torch.autograd.grad(loss, variables + [x])
    result = {
        "logits": [number(v) for v in z.detach().numpy().ravel()],
        "loss": number(loss.item()),
        "gradients": [digest(g) for g in gradients[:-1]],
        "inputGradient": digest(gradients[-1]),
    }
    if training:
        result["runningStatistics"] = [digest(s) for s in p.running]
    return result


def placed(arrays):
    """The arrays without their values, each with the place of its first value."""
    places, offset = [], 0
    for array in arrays:
        place = {key: array[key] for key in ("name", "shift", "scale", "phase")}
        places.append({**place, "offset": offset, "size": array["tensor"].numel()})
        offset += array["tensor"].numel()
    return places


def solved(case):
    p = Parameters()
    training, inference = passes(case, p, True), passes(case, p, False)
    return {**case, "arrays": placed(p.parameters + p.statistics), "training": training, "inference": inference}


def case(name, image, batch, network, loss="cross-entropy", smoothing=0.0, weights=()):
    return {
        "name": name,
        "image": image,
        "classes": network[-1]["units"],
        "batch": batch,
        "loss": loss,
        "labelSmoothing": smoothing,
        "classWeights": list(weights),
        "network": network,
    }


def preset(name, batch=3, smoothing=0.0):
    with open(os.path.join(PRESETS, name + ".json")) as file:
        return case(name, [1, 28, 28], batch, json.load(file)["network"], smoothing=smoothing)


def conv(filters, height, width, stride, padding, activation, kind="conv2d"):
    return {
        "type": kind,
        "filters": filters,
        "kernelHeight": height,
        "kernelWidth": width,
        "stride": stride,
        "padding": padding,
        "activation": activation,
    }


def separable(*arguments):
    return conv(*arguments, kind="separable-conv2d")


def transpose(*arguments):
    return conv(*arguments, kind="conv2d-transpose")


def dense(units, activation):
    return {"type": "dense", "units": units, "activation": activation}


def norm(activation):
    return {"type": "batch-norm", "activation": activation}


def group_norm(groups, activation):
    return {"type": "group-norm", "groups": groups, "activation": activation}


def block(filters, stride):
    return {"type": "residual", "filters": filters, "stride": stride}


def max_pool(size, stride):
    return {"type": "max-pool2d", "size": size, "stride": stride}


def average_pool(size, stride):
    return {"type": "average-pool2d", "size": size, "stride": stride}


FLATTEN, GLOBAL, DROPOUT = {"type": "flatten"}, {"type": "global-average-pool2d"}, {"type": "dropout", "rate": 0.3}
UNEQUAL = (0.5, 2.0, 1.0, 0.0, 3.0)


def activated(activation):
    """A small network with the activation behind each kind of layer that takes one."""
    network = [
        conv(4, 3, 2, 1, "same", activation),
        separable(5, 3, 3, 1, "valid", activation),
        norm(activation),
        max_pool(2, 2),
        dense(7, activation),
        dense(5, "softmax"),
    ]
    return case("hidden " + activation, [2, 9, 8], 4, network)


def ending(activation, loss, smoothing=0.0, weights=()):
    network = [dense(8, "tanh"), dense(5, activation)]
    name = "%s of %s, smoothed by %s, class weights %s" % (loss, activation, smoothing, list(weights))
    return case(name, [1, 4, 5], 6, network, loss, smoothing, weights)


CNN_BN = [
    conv(12, 3, 3, 1, "same", "linear"),
    norm("relu"),
    conv(12, 3, 3, 1, "valid", "linear"),
    norm("relu"),
    max_pool(2, 2),
    DROPOUT,
    conv(16, 5, 5, 2, "same", "linear"),
    norm("relu"),
    FLATTEN,
    dense(20, "linear"),
    norm("relu"),
    DROPOUT,
    dense(10, "softmax"),
]
RESNET_MINI = [
    conv(8, 3, 3, 1, "same", "linear"),
    norm("relu"),
    block(8, 1),
    block(12, 2),
    block(12, 1),
    block(16, 1),
    GLOBAL,
    dense(10, "softmax"),
]
SEPARABLE = [
    separable(6, 3, 3, 1, "same", "linear"),
    norm("leaky-relu"),
    separable(8, 3, 2, 2, "same", "elu"),
    separable(7, 2, 3, 1, "valid", "relu"),
    GLOBAL,
    dense(5, "softmax"),
]
POOLINGS = [
    conv(5, 4, 3, 2, "same", "elu"),
    average_pool(3, 2),
    conv(4, 2, 1, 1, "valid", "selu"),
    max_pool(2, 1),
    average_pool(2, 1),
    dense(5, "linear"),
]
STRIDES = [
    conv(6, 3, 3, 2, "valid", "relu"),
    max_pool(3, 2),
    conv(5, 2, 2, 3, "same", "leaky-relu"),
    dense(5, "softmax"),
]
GROUPS = [
    conv(6, 3, 3, 1, "valid", "linear"),
    group_norm(3, "relu"),
    max_pool(2, 2),
    separable(4, 3, 3, 1, "same", "linear"),
    group_norm(1, "elu"),
    conv(5, 2, 2, 1, "valid", "linear"),
    group_norm(5, "linear"),
    dense(12, "linear"),
    group_norm(4, "tanh"),
    dense(5, "softmax"),
]
TRANSPOSED = [
    transpose(4, 4, 4, 2, "same", "relu"),
    conv(5, 3, 3, 2, "valid", "elu"),
    transpose(3, 3, 2, 2, "valid", "tanh"),
    transpose(4, 3, 3, 1, "same", "linear"),
    transpose(3, 2, 1, 2, "same", "leaky-relu"),
    average_pool(3, 3),
    dense(5, "softmax"),
]

CASES = [
    preset("cnn"),
    preset("mlp"),
    preset("lenet5", smoothing=0.1),
    preset("cnn-bn", 2),
    preset("resnet-mini", 2, 0.1),
    case("small cnn-bn", [1, 14, 14], 5, CNN_BN),
    case("small resnet", [1, 13, 12], 4, RESNET_MINI),
    case("separable", [3, 11, 9], 5, SEPARABLE, smoothing=0.2, weights=UNEQUAL),
    case("poolings", [3, 20, 17], 4, POOLINGS, "mean-squared-error"),
    case("strides", [2, 23, 20], 4, STRIDES, weights=UNEQUAL),
    case("group normalization", [2, 12, 11], 4, GROUPS),
    case("transposed", [2, 7, 6], 4, TRANSPOSED),
    *(activated(name) for name in ACTIVATIONS if name != "softmax"),
    ending("softmax", "cross-entropy"),
    ending("softmax", "cross-entropy", 0.1, UNEQUAL),
    ending("sigmoid", "cross-entropy"),
    ending("sigmoid", "cross-entropy", 0.1, UNEQUAL),
    *(ending(name, "mean-squared-error") for name in ACTIVATIONS),
    ending("softmax", "mean-squared-error", 0.1, UNEQUAL),
]

if __name__ == "__main__":
    rows = ",\n".join(json.dumps(solved(one)) for one in CASES)
    print(f'{{"version": "{torch.__version__}", "cases": [\n{rows}\n]}}')
