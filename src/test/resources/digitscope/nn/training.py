"""Writes training.json: a few steps of training with PyTorch's optimizers, in double precision.

    python3 training.py > training.json

Networks, parameters, images and digests are those of networks.py. What differs by definition, and how it is mapped:
- momentum: PyTorch keeps v = μ v + g and steps by η v, Digitscope keeps η in v: the same while η stays, so a schedule
  is only tried with optimizers that have no such v;
- RMSprop: PyTorch calls the decay alpha; both add epsilon to the root;
- Adam: both add epsilon to the corrected root;
- AdamW: PyTorch lets all decay, Digitscope only weights: a group of its own without decay for the rest;
- L1 and L2 belong to the loss, over weights alone: PyTorch's weight_decay would come after the clipping;
- clipping: PyTorch adds 1e-6 to the norm.

Batch normalization takes its statistics from the whole mini-batch, which Digitscope computes in slices. Whole presets are
compared by their losses at low rates: at high ones rounding grows within a few steps, in PyTorch's single precision too.
"""
import json

import torch

from networks import (Parameters, block, case, conv, dense, digest, image_losses, image_pixels, label,
                      logits, max_pool, norm, number, placed, preset)

IMAGES, BATCH, STEPS = 20, 7, 5
SMALL = [conv(3, 3, 3, 1, "valid", "relu"), max_pool(2, 2), dense(6, "tanh"), dense(4, "softmax")]
NORMALIZED = [conv(4, 3, 3, 1, "same", "linear"), norm("relu"), block(4, 1), block(5, 2), dense(4, "softmax")]
IMAGE = [1, 8, 8]


def optimizer(spec, weights, others, rate):
    groups = [{"params": weights}, {"params": others}]
    kind = spec["type"]
    if kind == "sgd":
        return torch.optim.SGD(groups, rate)
    if kind == "momentum":
        return torch.optim.SGD(groups, rate, momentum=spec["momentum"])
    if kind == "nesterov":
        return torch.optim.SGD(groups, rate, momentum=spec["momentum"], nesterov=True)
    if kind == "rmsprop":
        return torch.optim.RMSprop(groups, rate, alpha=spec["decay"], eps=spec["epsilon"])
    betas = spec["beta1"], spec["beta2"]
    if kind == "adam":
        return torch.optim.Adam(groups, rate, betas, spec["epsilon"])
    groups[1]["weight_decay"] = 0
    return torch.optim.AdamW(groups, rate, betas, spec["epsilon"], weight_decay=spec["weightDecay"])


def solved(one):
    p = Parameters()
    pixels = torch.tensor(image_pixels([one["images"]] + one["image"]))
    labels = torch.tensor([label(n, one["classes"]) for n in range(one["images"])])
    image_weights = torch.tensor(one["classWeights"] or [1.0] * one["classes"])[labels]
    with torch.no_grad():
        logits(one["network"], pixels, p, False)  # makes the parameters
    variables = [array["tensor"] for array in p.parameters]
    weights = [a["tensor"] for a in p.parameters if a["name"] == "weights"]
    others = [a["tensor"] for a in p.parameters if a["name"] != "weights"]
    start = [array["tensor"].detach().clone() for array in p.parameters + p.statistics]
    rule = optimizer(one["optimizer"], weights, others, one["learningRate"])
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(rule, len(one["batches"]), one["learningRate"] * one["finalFactor"])
    losses = []
    for batch in one["batches"]:
        rule.zero_grad()
        z = logits(one["network"], pixels[batch], p, True)
        loss = (image_weights[batch] * image_losses(one, z, labels[batch])).mean()
        losses.append(number(loss.item()))
        penalty = sum(one["l1"] * w.abs().sum() + one["l2"] * w.square().sum() / 2 for w in weights)
        (loss + penalty).backward()
        if one["gradientClipping"]:
            torch.nn.utils.clip_grad_norm_(variables, one["gradientClipping"])
        rule.step()
        scheduler.step()
        for array, running in zip(p.statistics, p.running):
            array["tensor"] = running
    end = [array["tensor"].detach() for array in p.parameters + p.statistics]
    changes = [digest(after - before) for before, after in zip(start, end) if one["keepsChanges"]]
    return {**one, "arrays": placed(p.parameters + p.statistics), "losses": losses, "changes": changes}


def training(name, optimizer, rate, network=SMALL, batch=BATCH, **changed):
    settings = dict(l1=0.0, l2=0.0, gradientClipping=0.0, labelSmoothing=0.0, classWeights=[], finalFactor=1.0)
    compared = dict(lossTolerance=2e-6, keepsChanges=True)
    return {
        **case(name, IMAGE, batch, network),
        "images": IMAGES,
        "optimizer": optimizer,
        "learningRate": rate,
        "batches": [[(5 * step + 3 * k) % IMAGES for k in range(batch)] for step in range(STEPS)],
        **settings,
        **compared,
        **changed,
    }


def whole(name, images, rate, optimizer, steps=10, **changed):
    """A preset without dropout that takes all its images at once, some steps long."""
    network = [spec for spec in preset(name)["network"] if spec["type"] != "dropout"]
    return {
        **training(f"{name}, {images} images at once, {optimizer['type']}", optimizer, rate, network, images),
        "lossTolerance": 1e-5,
        "keepsChanges": False,
        "image": [1, 28, 28],
        "images": images,
        "batches": [list(range(images))] * steps,
        **changed,
    }


SGD = {"type": "sgd"}
MOMENTUM = {"type": "momentum", "momentum": 0.9}
NESTEROV = {"type": "nesterov", "momentum": 0.9}
RMSPROP = {"type": "rmsprop", "decay": 0.9, "epsilon": 1e-6}
ADAM = {"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
ADAMW = {"type": "adamw", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.5}
PRESETS_ADAMW = {**ADAMW, "weightDecay": 0.01}

CASES = [
    training("sgd", SGD, 0.1),
    training("momentum", MOMENTUM, 0.05),
    training("nesterov", NESTEROV, 0.05),
    training("rmsprop", RMSPROP, 0.01),
    training("rmsprop, large epsilon", {**RMSPROP, "epsilon": 0.01}, 0.01),
    training("adam", ADAM, 0.01),
    training("adam, large epsilon", {**ADAM, "beta1": 0.7, "beta2": 0.9, "epsilon": 0.01}, 0.01),
    training("adamw", ADAMW, 0.01),
    training("sgd, cosine", SGD, 0.1, finalFactor=0.2),
    training("adam, cosine", ADAM, 0.01, finalFactor=0.0),
    training("sgd, l1 and l2", SGD, 0.1, l1=0.01, l2=0.1),
    training("sgd, clipped", SGD, 0.1, gradientClipping=0.3),
    training("sgd, too short to be clipped", SGD, 0.1, gradientClipping=30.0),
    training("nesterov, clipped with penalties", NESTEROV, 0.05, gradientClipping=0.3, l1=0.02, l2=0.2),
    training("adam, unequal classes", ADAM, 0.01, labelSmoothing=0.1, classWeights=[0.5, 2.0, 0.0, 1.0]),
    training("adamw, clipped with penalties", ADAMW, 0.01, gradientClipping=0.3, l2=0.2),
    training("normalized, sgd", SGD, 0.05, NORMALIZED, 1),
    training("normalized, momentum", MOMENTUM, 0.02, NORMALIZED, 1, l2=0.1, gradientClipping=1.0),
    training("normalized in slices of unequal size, sgd", SGD, 0.05, NORMALIZED, 19),
    training("normalized in slices, momentum", MOMENTUM, 0.02, NORMALIZED, 20, l2=0.1, gradientClipping=1.0),
    whole("cnn-bn", 64, 0.0005, MOMENTUM),
    whole("cnn-bn", 33, 0.005, SGD),
    whole("resnet-mini", 64, 0.00016, PRESETS_ADAMW),
    whole("resnet-mini", 33, 0.005, SGD),
]

if __name__ == "__main__":
    rows = ",\n".join(json.dumps(solved(one)) for one in CASES)
    print(f'{{"version": "{torch.__version__}", "cases": [\n{rows}\n]}}')
