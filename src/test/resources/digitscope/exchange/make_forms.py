"""Makes networks in the forms in which exporters write them; ONNX Runtime says what they compute.

Run here with PyTorch 1.13 and onnx (Debian's python3-torch and python3-onnx): python3 make_forms.py
The graphs of Keras are as tf2onnx writes them, or writes them before it has optimized them.
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import nn

random = np.random.default_rng(4)


def export(name, model):
    torch.manual_seed(3)
    for parameter in model.parameters():
        nn.init.normal_(parameter, 0, 0.3)
    model.eval()
    torch.onnx.export(
        model, torch.zeros(1, 1, 28, 28), "forms/%s.onnx" % name, opset_version=13,
        input_names=["x"], dynamic_axes={"x": {0: "n"}})


def flat(*layers):
    return nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(10)).eval()


class Views(nn.Module):
    """Shapes that are computed, in the ways that are usual."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3, stride=3)
        self.dense1 = nn.Linear(243, 8)
        self.dense2 = nn.Linear(8, 10)

    def forward(self, x):
        x = x.view(x.size(0), -1).view(x.size(0), 1, 28, 28)
        x = torch.relu(self.conv(x))
        x = x.view(x.size(0), x.size(1) * x.size(2) * x.size(3))
        x = torch.relu(self.dense1(x)).view(-1, 8)
        return self.dense2(x.reshape(x.shape[0], 8))


class Rectified(nn.Module):
    """ReLU on what is not negative."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3, stride=2)
        self.dense = nn.Linear(108, 10)

    def forward(self, x):
        x = torch.relu(torch.relu(self.conv(x)))
        return self.dense(torch.relu(F.avg_pool2d(F.relu(x), 2)).flatten(1))


class Greatest(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 9, 5, stride=3)
        self.dense = nn.Linear(9, 10)

    def forward(self, x):
        return self.dense(F.adaptive_max_pool2d(torch.relu(self.conv(x)), 1).flatten(1))


def torch_networks():
    sample = torch.zeros(1, 1, 28, 28)
    sequences = {
        "average-pool": [nn.Conv2d(1, 3, 3), nn.Tanh(), nn.AvgPool2d(2)],
        "ceil-mode": [nn.Conv2d(1, 3, 3), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True)],
        "zero-pad": [nn.ZeroPad2d(1), nn.Conv2d(1, 3, 3), nn.ELU(), nn.MaxPool2d(4)],
        "two-pads": [nn.ZeroPad2d(1), nn.Conv2d(1, 3, 5, padding=1), nn.ELU(), nn.MaxPool2d(4)],
    }
    for name, layers in sequences.items():
        model = flat(*layers)
        model(sample)
        export(name, model)
    export("views", Views())
    export("rectified", Rectified())
    export("greatest", Greatest())
    model = onnx.load("forms/average-pool.onnx")
    onnx.save_model(
        model, "forms/external.onnx", save_as_external_data=True, location="external.bin",
        size_threshold=0)


class Graph:
    """A graph that grows node by node."""

    def __init__(self, shape):
        self.nodes, self.arrays = [], []
        self.input = helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)
        self.tensor = "x"

    def array(self, values, kind=np.float32):
        name = "array%d" % len(self.arrays)
        self.arrays.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def normal(self, *shape):
        return self.array(random.normal(0, 0.3, shape))

    def node(self, operation, *inputs, **attributes):
        output = "tensor%d" % len(self.nodes)
        self.nodes.append(helper.make_node(operation, list(inputs), [output], **attributes))
        return output

    def then(self, operation, *inputs, **attributes):
        self.tensor = self.node(operation, self.tensor, *inputs, **attributes)
        return self

    def first(self):
        """To channels first."""
        return self.then("Transpose", perm=[0, 3, 1, 2])

    def last(self):
        """To channels last."""
        return self.then("Transpose", perm=[0, 2, 3, 1])

    def reshape(self, *sizes):
        return self.then("Reshape", self.array(sizes, np.int64))

    def dense(self, inputs, units):
        return self.then("MatMul", self.normal(inputs, units)).then("Add", self.normal(units))

    def save(self, name):
        output = helper.make_tensor_value_info(self.tensor, TensorProto.FLOAT, ["n", 10])
        graph = helper.make_graph(self.nodes, name, [self.input], [output], self.arrays)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, "forms/%s.onnx" % name)


def summands():
    """Biases and factors as nodes of their own."""
    g = Graph(["n", 1, 28, 28])
    g.then("Conv", g.normal(3, 1, 3, 3), strides=[3, 3])
    g.tensor = g.node("Add", g.normal(1, 3, 1, 1), g.tensor)
    g.then("Mul", g.normal(3, 1, 1)).then("Sub", g.normal(1)).then("Relu").then("Flatten")
    g.then("MatMul", g.normal(243, 10)).then("Add", g.normal(1, 10)).then("Div", g.normal(10))
    g.save("summands")


def arranged():
    """Weights that the graph turns and reshapes."""
    g = Graph(["n", 1, 28, 28])
    kernels = g.node("Transpose", g.normal(3, 3, 1, 4), perm=[3, 2, 0, 1])
    biases = g.node("Squeeze", g.normal(1, 4, 1), g.array([0, -1], np.int64))
    g.then("Conv", kernels, biases, strides=[3, 3]).then("Relu").then("Flatten", axis=1)
    matrix = g.node("Reshape", g.normal(10, 4, 9, 9), g.array([0, -1], np.int64))
    g.then("MatMul", g.node("Transpose", matrix))
    g.then("Add", g.node("Unsqueeze", g.normal(10), g.array([0], np.int64)))
    g.save("arranged")


def keras():
    """Channels last, as tf2onnx optimizes it."""
    g = Graph(["n", 28, 28, 1])
    g.reshape(-1, 1, 28, 28)
    g.then("Conv", g.normal(3, 1, 3, 3), g.normal(3), auto_pad="SAME_UPPER").then("Relu")
    g.then("MaxPool", kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_UPPER")
    g.then("Conv", g.normal(5, 3, 3, 3), g.normal(5), auto_pad="VALID").then("Relu")
    g.then("AveragePool", kernel_shape=[3, 3], strides=[3, 3], auto_pad="SAME_LOWER")
    g.last().reshape(-1, 80).dense(80, 12).then("Relu").dense(12, 10).then("Softmax", axis=-1)
    g.save("keras")


def keras_plain():
    """Channels last, with Transposes around every node that needs channels first."""
    g = Graph(["n", 28, 28, 1])
    g.first().then("Conv", g.normal(3, 1, 3, 3), strides=[2, 2]).last()
    g.then("Add", g.normal(3)).then("Elu", alpha=1.0)
    g.first().then("MaxPool", kernel_shape=[2, 2], strides=[2, 2]).last()
    g.first()
    g.then("BatchNormalization", g.normal(3), g.normal(3), g.normal(3), g.array([0.5, 1, 2]))
    g.last().then("Tanh").then("Identity")
    g.then("Flatten").dense(108, 10).then("Softmax", axis=1)
    g.save("keras-plain")


def keras_mean():
    """Mean over rows and columns with channels last, with and without the axes."""
    for name, keep in ("keras-mean", 0), ("keras-mean-kept", 1):
        g = Graph(["n", 28, 28, 1])
        g.first().then("Conv", g.normal(7, 1, 5, 5), strides=[3, 3]).last().then("Relu")
        g.then("ReduceMean", axes=[1, 2], keepdims=keep)
        if keep:
            g.then("Squeeze", g.array([1, 2], np.int64))
        g.dense(7, 10).save(name)


def keras_normalized():
    """Batch normalization and dropout of a vector that was flattened with channels last."""
    g = Graph(["n", 28, 28, 1])
    g.first().then("Conv", g.normal(3, 1, 4, 4), strides=[4, 4]).then("Sigmoid").last()
    g.reshape(-1, 147)
    g.then(
        "BatchNormalization", g.normal(147), g.normal(147), g.normal(147),
        g.array(random.uniform(0.5, 2, 147)))
    g.then("Dropout").dense(147, 10).save("keras-normalized")


torch_networks()
summands()
arranged()
keras()
keras_plain()
keras_mean()
keras_normalized()
