"""Writes health.json: how the layers of a small network fare, found with PyTorch and NumPy in double precision.

    python3 health.py > health.json

Images, weights and labels follow formulas, so that none of them need be stored. Weights lie as in Digitscope's vector:
kernels [height, width, in, out], dense weights [in, out].
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
IMAGES = 100
LEVELS = [0, 5, 25, 50, 75, 95, 100]
EPSILON = 1e-5


def wave(count, phase):
    i = np.arange(1, count + 1, dtype=np.float64)
    return np.sin(i * i + phase)


def spread(tensor):
    values = tensor.detach().numpy().ravel()
    return {
        "count": values.size,
        "quantiles": [float(q) for q in np.percentile(values, LEVELS)],
        "mean": float(values.mean()),
        "deviation": float(values.std()),
        "norm": float(np.linalg.norm(values)),
    }


vector = np.float32(0.5 * wave(299, 1)).astype(np.float64)
vector[30:33] = [1, 0.5, 1.5]  # gamma
vector[33:36] = [0.2, -0.1, -10]  # beta: the last filter is never positive
vector[36 + 240] = 20  # the first unit of tanh is saturated
parts = np.split(vector, np.cumsum([27, 3, 3, 3, 240, 5, 15]))
kernels = torch.tensor(parts[0].reshape(3, 3, 1, 3).transpose(3, 2, 0, 1), requires_grad=True)
biases, gamma, beta = (torch.tensor(part) for part in parts[1:4])
first = torch.tensor(parts[4].reshape(48, 5), requires_grad=True)
first_biases = torch.tensor(parts[5])
last = torch.tensor(parts[6].reshape(5, 3), requires_grad=True)
last_biases = torch.tensor(parts[7])
running_mean, running_variance = torch.tensor([0.1, -0.2, 0.3]), torch.tensor([0.5, 1.0, 2.0])
pixels = np.floor(127.5 + 127.5 * wave(IMAGES * 36, 0)) / 255
x = torch.tensor(pixels.reshape(IMAGES, 1, 6, 6))
labels = torch.tensor([(7 * i + 3) % 3 for i in range(IMAGES)])


def forward(training):
    convolved = F.conv2d(x, kernels, biases)
    mean = convolved.mean((0, 2, 3)) if training else running_mean
    variance = convolved.var((0, 2, 3), unbiased=False) if training else running_variance
    shape = (1, 3, 1, 1)
    normal = (convolved - mean.view(shape)) / torch.sqrt(variance.view(shape) + EPSILON)
    active = F.relu(gamma.view(shape) * normal + beta.view(shape))
    bent = torch.tanh(active.flatten(1) @ first + first_biases)
    return convolved, active, bent, bent @ last + last_biases


loss = F.cross_entropy(forward(True)[3], labels)
loss.backward()
convolved, active, bent, logits = forward(False)
slopes = (1 - bent**2).mean(0)
print(
    json.dumps(
        {
            "loss": loss.item(),
            "layers": [
                {
                    "weights": spread(kernels),
                    "gradients": spread(kernels.grad),
                    "activations": spread(convolved),
                    "idle": 0,
                },
                {"activations": spread(active), "idle": int((active.amax((0, 2, 3)) <= 0).sum())},
                {
                    "weights": spread(first),
                    "gradients": spread(first.grad),
                    "activations": spread(bent),
                    "idle": int((slopes < 0.05).sum()),
                },
                {
                    "weights": spread(last),
                    "gradients": spread(last.grad),
                    "activations": spread(logits),
                    "idle": 0,
                },
            ],
        },
        indent=1,
    )
)
