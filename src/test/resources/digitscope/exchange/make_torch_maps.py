"""Writes torch_cnn_maps.json: what PyTorch computes of image 2 in each layer of torch_cnn.onnx.

    python3 make_torch_maps.py > torch_cnn_maps.json

The weights are read from the file that make_torch_models.py made, and the image is a formula, which ExportMapsTest
repeats. Layers have the names that the program gives them; large arrays are stored as digests: norm, projection on
sin(i² + 0.5), and the value in the middle.
"""
import json

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

torch.set_default_dtype(torch.float64)
graph = onnx.load("torch_cnn.onnx").graph
arrays = {array.name: torch.tensor(numpy_helper.to_array(array).astype(np.float64)) for array in graph.initializer}


def weights(kind):
    return [[arrays[name] for name in node.input[1:]] for node in graph.node if node.op_type == kind]


(conv1, conv2, conv3), (dense,) = weights("Conv"), weights("Gemm")
image = 2
row, column = np.indices((28, 28))
pixels = (row // 5 * (3 + image) + column // 4 * 5 + image * 7) * 53 % 256
maps = {"input": torch.tensor(pixels[None, None] / 255)}


def layer(name, pre, out):
    maps[name + "/pre"], maps[name + "/out"] = pre, out
    return out


y = F.conv2d(maps["input"], *conv1, padding=1)
x = layer("1.convolution", y, F.relu(y))
y = F.max_pool2d(x, 2)
x = layer("2.max_pooling", y, y)
y = F.conv2d(x, *conv2)
x = layer("3.convolution", y, F.relu(y))
y = F.max_pool2d(x, 2)
x = layer("4.max_pooling", y, y)
y = F.conv2d(x, *conv3, stride=2, padding=1)
x = layer("5.convolution", y, F.leaky_relu(y, 0.01))
y = x.flatten(1)[:, :, None, None]
x = layer("6.flatten", y, y)
y = F.linear(x[:, :, 0, 0], *dense)
probabilities = torch.softmax(y, 1)
layer("7.dense", y[:, :, None, None], probabilities[:, :, None, None])


def described(values):
    values = values[0].numpy()
    flat = values.reshape(-1)
    i = np.arange(1, flat.size + 1, dtype=np.float64)
    digest = [np.sqrt((flat**2).sum()), (flat * np.sin(i * i + 0.5)).sum(), flat[flat.size // 2]]
    return {"shape": list(values.shape), "digest": [float("%.9g" % v) for v in digest]}


result = {name: described(values) for name, values in maps.items()}
result["logits"], result["probabilities"] = described(y), described(probabilities)
print(json.dumps(result, indent=1))
