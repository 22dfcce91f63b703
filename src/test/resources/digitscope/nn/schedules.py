"""Writes schedules.json: factors of the learning rate that PyTorch's schedules give.

    python3 schedules.py > schedules.json

Digitscope's schedules are functions of the epochs done, with their fraction. PyTorch's one-cycle goes by whole steps
and reaches its peak and its end one step before the given parts of the run are over; with T steps counted as T - 1
epochs and the warm-up's part made shorter by that step, both describe the same curve.
"""
import json

import torch
from torch.optim import SGD, lr_scheduler


def rule():
    return SGD([torch.zeros(1, requires_grad=True)], 1.0)


def stepped(make, steps):
    """The rates at whole steps."""
    optimizer = rule()
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def case(schedule, total, epochs, factors):
    return {"schedule": schedule, "totalEpochs": total, "epochs": epochs, "factors": factors}


def one_cycle(steps, warm_up, divisor, final_divisor):
    factors = stepped(
        lambda o: lr_scheduler.OneCycleLR(
            o, 1.0, total_steps=steps, pct_start=warm_up, div_factor=divisor, final_div_factor=final_divisor,
            cycle_momentum=False), steps - 1)
    end = steps - 1
    schedule = {
        "type": "one-cycle",
        "warmUp": (warm_up * steps - 1) / end,
        "initialFactor": 1 / divisor,
        "finalFactor": 1 / divisor / final_divisor,
    }
    return case(schedule, end, list(range(steps - 1)), factors)


def restarts(epochs, multiplier, lowest):
    optimizer = rule()
    scheduler = lr_scheduler.CosineAnnealingWarmRestarts(optimizer, epochs, multiplier, lowest)
    times, factors = [0.25 * k for k in range(1, 100)], []
    for time in times:
        scheduler.step(time)
        factors.append(optimizer.param_groups[0]["lr"])
    schedule = {"type": "warm-restarts", "epochs": epochs, "multiplier": multiplier, "finalFactor": lowest}
    return case(schedule, 25, times, factors)


def cosine(total, lowest):
    factors = stepped(lambda o: lr_scheduler.CosineAnnealingLR(o, total, lowest), total)
    return case({"type": "cosine", "finalFactor": lowest}, total, list(range(total)), factors)


def inverse(decay):
    factors = stepped(lambda o: lr_scheduler.LambdaLR(o, lambda epoch: 1 / (1 + decay * epoch)), 20)
    return case({"type": "inverse-decay", "decay": decay}, 20, list(range(20)), factors)


def step(epochs, factor):
    factors = stepped(lambda o: lr_scheduler.StepLR(o, epochs, factor), 20)
    return case({"type": "step", "epochs": epochs, "factor": factor}, 20, list(range(20)), factors)


CASES = [
    one_cycle(40, 0.3, 25, 1e4),
    one_cycle(101, 0.1, 10, 100),
    restarts(10, 1, 0.0),
    restarts(3, 2, 0.1),
    cosine(30, 0.05),
    inverse(0.5),
    step(6, 0.3),
]

if __name__ == "__main__":
    rows = ",\n".join(json.dumps(one) for one in CASES)
    print(f'{{"version": "{torch.__version__}", "cases": [\n{rows}\n]}}')
