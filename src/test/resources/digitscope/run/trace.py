"""Writes trace.json: takes the steps of a trace again with PyTorch, in double precision.

    java -cp ... digitscope.run.SampleTraces DIR       writes DIR/cnn.npz, DIR/cnn.json and so on
    python3 trace.py DIR > trace.json

Only the weights before the first step come from the trace, and for each step the images, labels, masks and the learning
rate; all else is computed here. Digests are those of digitscope.nn.Reference: norm, projection on a wave, middle value.
Momentum: PyTorch keeps v = mu v + g and steps by lr v, Digitscope keeps lr in v: the same while lr stays.
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F


def number(value):
    return float("%.10g" % value)


def digest(tensor):
    values = tensor.detach().numpy().ravel()
    i = np.arange(1, values.size + 1, dtype=float)
    projection = float(values @ np.sin(i**2 + 0.5))
    return [number(np.linalg.norm(values)), number(projection), number(values[values.size // 2])]


def logits(network, x, weights, masks):
    for i, layer in enumerate(network, 1):
        kind = layer["type"]
        if kind == "conv2d":
            name = f"{i}.convolution"
            x = F.conv2d(x, weights[name + "/weights"], weights[name + "/biases"], layer["stride"])
        elif kind == "max-pool2d":
            x = F.max_pool2d(x, layer["size"], layer["stride"])
        elif kind == "flatten":
            x = x.flatten(1)
        elif kind == "dropout":
            x = x * masks[f"{i}.dropout"]
        elif kind == "dense":
            x = x @ weights[f"{i}.dense/weights"] + weights[f"{i}.dense/biases"]
        activation = layer.get("activation")
        x = x.relu() if activation == "relu" else x.sigmoid() if activation == "sigmoid" else x
    return x


def optimizer(spec, variables, rate):
    if spec["type"] == "momentum":
        return torch.optim.SGD(variables, rate, momentum=spec["momentum"])
    return torch.optim.Adam(variables, rate, (spec["beta1"], spec["beta2"]), spec["epsilon"])


def replayed(config, trace):
    """Every step that the trace has."""
    def double(name):
        return torch.tensor(trace[name], dtype=torch.float64)

    training = config["training"]
    prefix = "step-1/before/"
    weights = {key[len(prefix):]: double(key).requires_grad_() for key in trace if key.startswith(prefix)}
    variables = list(weights.values())
    penalized = [w for name, w in weights.items() if name.endswith("weights")]
    class_weights = torch.tensor(training["classWeights"], dtype=torch.float64)
    rule = optimizer(training["optimizer"], variables, training["learningRate"])
    steps = []
    for k in range(1, 1 + max(int(key.split("/")[0][5:]) for key in trace)):
        step = f"step-{k}/"
        mask = step + "mask/"
        masks = {key[len(mask):]: double(key) for key in trace if key.startswith(mask)}
        labels = torch.tensor(trace[step + "labels"])
        for group in rule.param_groups:
            group["lr"] = float(trace[step + "learning_rate"])
        rule.zero_grad()
        z = logits(config["network"], double(step + "images"), weights, masks)
        losses = F.cross_entropy(z, labels, reduction="none", label_smoothing=training["labelSmoothing"])
        loss = (class_weights[labels] * losses).mean()
        penalty = sum(training["l1"] * w.abs().sum() + training["l2"] * w.square().sum() / 2 for w in penalized)
        (loss + penalty).backward()
        norm = torch.sqrt(sum(w.grad.square().sum() for w in variables)).item()
        clipping = min(1, training["gradientClipping"] / norm)
        before = {name: w.detach().clone() for name, w in weights.items()}
        for w in variables:
            w.grad *= clipping
        rule.step()
        steps.append({
            "loss": number(loss.item()),
            "penalty": number(penalty.item()),
            "absolute_error": number((z.softmax(1) - F.one_hot(labels, 10)).abs().mean().item()),
            "clipping": number(clipping),
            "gradient": {name: digest(w.grad) for name, w in weights.items()},
            "change": {name: digest(w - before[name]) for name, w in weights.items()},
        })
    return steps


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    cases = {file.stem: replayed(json.loads(file.read_text()), np.load(file.with_suffix(".npz")))
             for file in sorted(folder.glob("*.json"))}
    print(json.dumps({"version": torch.__version__, "cases": cases}, indent=1))
