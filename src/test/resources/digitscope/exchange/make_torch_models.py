"""Makes the networks that PyTorch exported, and what PyTorch says with them.

Run here with PyTorch 1.13 (Debian's python3-torch): python3 make_torch_models.py
The images are a formula, which PyTorchImportTest repeats.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

IMAGES = 5


def images():
    image, row, column = np.indices((IMAGES, 28, 28))
    pixels = (row // 5 * (3 + image) + column // 4 * 5 + image * 7) * 53 % 256
    return torch.tensor(pixels[:, None] / 255, dtype=torch.float32)


class Cnn(nn.Module):
    """Batch normalization, uneven padding, activation after pooling, a view with a computed size."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3)
        self.conv3 = nn.Conv2d(6, 6, 3, stride=2, padding=1, bias=False)
        self.dropout = nn.Dropout(0.25)
        self.dense = nn.Linear(6 * 3 * 3, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm1(self.conv1(x))), 2)
        x = F.relu(F.max_pool2d(self.dropout(self.conv2(x)), 2))
        x = F.leaky_relu(self.conv3(x), 0.01)
        x = x.view(x.size(0), -1)
        return F.log_softmax(self.dense(x), dim=1)


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut = (
            nn.Identity()
            if inputs == outputs
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        )

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x))


class Residual(nn.Module):
    """Residual blocks, a depthwise-separable convolution, the mean of each map."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 3, 5, stride=3)
        self.block1 = Block(3, 3)
        self.block2 = Block(3, 4)
        self.depthwise = nn.Conv2d(4, 4, 3, padding=1, groups=4)
        self.pointwise = nn.Conv2d(4, 8, 1)
        self.norm = nn.BatchNorm1d(8)
        self.dense = nn.Linear(8, 10)

    def forward(self, x):
        x = self.block2(self.block1(torch.tanh(self.stem(x))))
        x = F.elu(self.pointwise(self.depthwise(x)))
        return self.dense(self.norm(x.mean([2, 3])))


class Mlp(nn.Module):
    """No bias, vectors as input, probabilities as output."""

    def __init__(self):
        super().__init__()
        self.dense1 = nn.Linear(784, 6, bias=False)
        self.dense2 = nn.Linear(6, 8)
        self.dense3 = nn.Linear(8, 10)

    def forward(self, x):
        x = torch.sigmoid(self.dense1(x))
        return torch.softmax(self.dense3(torch.tanh(self.dense2(x))), 1)


class Groups(nn.Module):
    """Group and instance normalization of maps; of vectors this PyTorch exports none."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3, stride=2)
        self.norm1 = nn.GroupNorm(3, 6)
        self.conv2 = nn.Conv2d(6, 4, 3, stride=2)
        self.norm2 = nn.InstanceNorm2d(4, affine=True)
        self.dense = nn.Linear(4 * 6 * 6, 10)

    def forward(self, x):
        x = F.relu(self.norm1(self.conv1(x)))
        return self.dense(torch.flatten(F.elu(self.norm2(self.conv2(x))), 1))


class Transposed(nn.Module):
    """Transposed convolutions: as large as the input times the stride by even and by uneven padding,
    and without padding; the last with batch normalization behind it, which the exporter leaves there."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 4, stride=4)
        self.even = nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1)
        self.down = nn.Conv2d(4, 3, 3, stride=2)
        self.uneven = nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1, output_padding=1)
        self.none = nn.ConvTranspose2d(4, 2, 2, stride=2, bias=False)
        self.norm = nn.BatchNorm2d(2)
        self.dense = nn.Linear(2 * 24 * 24, 10)

    def forward(self, x):
        x = self.down(F.relu(self.even(F.relu(self.conv(x)))))
        x = self.none(F.elu(self.uneven(x)))
        return self.dense(torch.flatten(torch.tanh(self.norm(x)), 1))


def randomise(model):
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
            nn.init.normal_(module.running_mean, 0, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
        elif isinstance(module, (nn.GroupNorm, nn.InstanceNorm2d)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
        elif isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            with torch.no_grad():
                module.weight *= 2


def make(name, model, batch, **options):
    torch.manual_seed(7)
    randomise(model)
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    probabilities = logits if name == "mlp" else torch.softmax(logits, 1)
    np.savetxt("torch_%s.csv" % name, probabilities.numpy(), "%.9g", ",")
    torch.onnx.export(model, batch, "torch_%s.onnx" % name, opset_version=13, **options)


dynamic = {"input_names": ["x"], "dynamic_axes": {"x": {0: "n"}}}
torch.manual_seed(1)
make("cnn", Cnn(), images(), **dynamic)
make("residual", Residual(), images())
make("mlp", Mlp(), images().reshape(IMAGES, 784), **dynamic)
make("groups", Groups(), images(), **dynamic)
make("transposed", Transposed(), images(), **dynamic)
