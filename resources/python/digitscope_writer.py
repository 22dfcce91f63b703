"""Writes a run folder that Digitscope opens, and follows while it grows, from any training loop.

One file, which needs only Python 3.8 and NumPy. Copy it beside your training script:

    from digitscope_writer import RunWriter, conv2d, dense, flatten, max_pool2d

    run = RunWriter("torch-run", [conv2d(32), max_pool2d(), flatten(), dense(10, "softmax")], data="mnist",
                    test_labels=test_y, training_images=60000, epochs=3, batch_size=128, learning_rate=0.001,
                    optimizer={"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8})
    for epoch in range(3):
        for x, y in batches:
            ...                                                  # a training step with PyTorch
            run.metrics(batch_loss=loss.item())                  # counts the step
        with torch.no_grad():
            run.moment(model.state_dict(), torch.softmax(model(test_x), 1), test_loss)

The network must be one that Digitscope can build, with pixels from 0 (paper, black) to 1 (ink, white). Arrays may be of
NumPy or PyTorch. Files are replaced at once, so that a reader never sees half of one, and lines are added whole.
"""
import datetime
import json
import os
import tempfile

import numpy as np

VERSION = 2
METRICS = ("batch_loss", "penalty", "batch_absolute_error", "batch_accuracy", "learning_rate", "test_loss",
           "test_accuracy", "validation_loss", "validation_accuracy")

# The arrays of a layer that PyTorch's state_dict has, in its order; None is one that Digitscope does without.
_KINDS = {
    "conv2d": ("convolution", ("weights", "biases")),
    "dense": ("dense", ("weights", "biases")),
    "batch-norm": ("batch_normalisation", ("gamma", "beta", "running_mean", "running_variance", None)),
    "max-pool2d": ("max_pooling", ()),
    "average-pool2d": ("average_pooling", ()),
    "global-average-pool2d": ("global_average_pooling", ()),
    "flatten": ("flatten", ()),
    "dropout": ("dropout", ()),
}


def conv2d(filters, kernel=3, stride=1, padding="valid", activation="relu"):
    """A convolution; padding "same" makes maps as large as the input divided by the stride."""
    return {"type": "conv2d", "filters": filters, "kernelHeight": kernel, "kernelWidth": kernel, "stride": stride,
            "padding": padding, "activation": activation}


def max_pool2d(size=2, stride=None):
    return {"type": "max-pool2d", "size": size, "stride": stride or size}


def flatten():
    return {"type": "flatten"}


def dropout(rate):
    return {"type": "dropout", "rate": rate}


def batch_norm(activation="relu"):
    return {"type": "batch-norm", "activation": activation}


def dense(units, activation="relu"):
    """A dense layer; the last one of a network has the activation "softmax"."""
    return {"type": "dense", "units": units, "activation": activation}


class RunWriter:
    """Writes one run. A run that is there already is not overwritten."""

    def __init__(self, folder, network, *, test_labels, training_images, epochs, batch_size, learning_rate,
                 optimizer=None, held_out_labels=None, data="digits", name="run", program="Python",
                 image_shape=(1, 28, 28), class_names=None, seed=1):
        """network: layers as above, or as in a configuration of Digitscope. test_labels: [images], the class of each
        test image, in the order of the data set. training_images: how many there are; with batch_size, it says how long
        an epoch is. data: what Digitscope reads the images from."""
        self.folder = str(folder)
        self.network = list(network)
        self.classes = self.network[-1]["units"]
        self.step = 0
        self._reached = {}
        self._labels = {"test": _labels(test_labels, self.classes)}
        if held_out_labels is not None:
            self._labels["held_out"] = _labels(held_out_labels, self.classes)
        if class_names is None:
            class_names = [str(k) for k in range(self.classes)]
        if len(class_names) != self.classes:
            raise ValueError(f"{len(class_names)} names for {self.classes} classes")
        os.makedirs(os.path.join(self.folder, "moments"), exist_ok=True)
        if os.path.exists(self._path("config.json")):
            raise FileExistsError(f"{self.folder} already contains a run")
        self._write("provenance.json", _json({
            "version": VERSION,
            "program": f"{program}; imported from digitscope_writer",
            "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "dataSha256": "",
            "trainingImages": int(training_images),
            "imageShape": dict(zip(("channels", "height", "width"), map(int, image_shape))),
            "classNames": list(class_names),
        }))
        self._save("moments/labels.npz", self._labels)
        self._write("metrics.csv", f"metric,step,value\nversion,0,{VERSION}\n".encode())
        self._write("evaluations.jsonl", b"")
        # Last, as it makes the folder a run.
        self._write("config.json", _json({
            "version": VERSION,
            "name": name,
            "data": data,
            "limit": 0,
            "network": self.network,
            "training": {
                "epochs": int(epochs),
                "batchSize": int(batch_size),
                "learningRate": float(learning_rate),
                "optimizer": optimizer or {"type": "sgd"},
                "schedule": {"type": "constant"},
                "loss": "cross-entropy",
                "l1": 0,
                "l2": 0,
                "initialisation": "he",
                "seed": int(seed),
                "threads": 1,
            },
        }))

    def metrics(self, step=None, **values):
        """Adds a point to curves, such as batch_loss=0.3, batch_accuracy=0.9 (in [0, 1]) or learning_rate=0.01.
        step: steps taken so far; without it, one more than the last time."""
        self.step = self.step + 1 if step is None else int(step)
        self._add(values)

    def moment(self, weights, probabilities, loss, held_out=None, step=None):
        """Keeps what the network is now, and what it says of the test images: what can be looked at later.

        weights: a state_dict of PyTorch, or its values in this order, if the network consists of the layers that have
        functions above; else the arrays by the names of 'export --format npz'. probabilities: [images, classes].
        loss: mean over the test images. held_out: (probabilities, loss) of the held-out images."""
        self.step = self.step if step is None else int(step)
        arrays = {"step": np.int64(self.step)}
        arrays.update(self._named(weights))
        confusion = self._evaluation("test", probabilities, loss, arrays)
        if held_out is not None:
            self._evaluation("held_out", held_out[0], held_out[1], arrays)
        self._save(f"moments/step-{self.step:06d}.npz", arrays)
        accuracy = float(np.trace(confusion) / confusion.sum())
        line = {"version": VERSION, "step": self.step, "loss": float(loss), "accuracy": accuracy,
                "confusion": confusion.tolist()}
        self._append("evaluations.jsonl", json.dumps(line) + "\n")
        values = {"test_loss": loss, "test_accuracy": accuracy}
        if held_out is not None:
            hit = _array(held_out[0]).argmax(1) == self._labels["held_out"]
            values.update(validation_loss=held_out[1], validation_accuracy=hit.mean())
        self._add(values)

    def _add(self, values):
        lines = ""
        for metric, value in values.items():
            if metric not in METRICS:
                raise ValueError(f"'{metric}' is none of {', '.join(METRICS)}")
            if self.step < self._reached.get(metric, 0):
                raise ValueError(f"Step {self.step} comes after step {self._reached[metric]} of {metric}")
            self._reached[metric] = self.step
            value = float(value)
            text = repr(value) if np.isfinite(value) else "NaN" if value != value else f"{value:+}".replace(
                "inf", "Infinity")
            lines += f"{metric},{self.step},{text}\n"
        self._append("metrics.csv", lines)

    def _evaluation(self, part, probabilities, loss, arrays):
        """Adds an evaluation in 65,535ths; of equal ones the first stays the largest."""
        p = _array(probabilities).astype(np.float64)
        labels = self._labels[part]
        if p.shape != (len(labels), self.classes):
            raise ValueError(f"The probabilities are {p.shape}, not {(len(labels), self.classes)}")
        predicted = p.argmax(1)
        rows = np.arange(len(labels))
        parts = np.floor(p * 65535 + 0.5).clip(0, 65535)
        most = parts[rows, predicted][:, None]
        earlier = np.arange(self.classes)[None] < predicted[:, None]
        arrays[f"{part}/loss"] = np.float64(loss)
        arrays[f"{part}/probabilities"] = np.minimum(parts, most - earlier).clip(0).astype("<u2")
        confusion = np.zeros((self.classes, self.classes), int)
        np.add.at(confusion, (labels, predicted), 1)
        return confusion

    def _named(self, weights):
        names = self._names()
        if isinstance(weights, dict) and any("/" in name for name in weights):
            return {name: _floats(values) for name, values in weights.items()}
        values = list(weights.values() if isinstance(weights, dict) else weights)
        if len(values) != len(names):
            raise ValueError(f"The network has {len(names)} arrays, not {len(values)}: {', '.join(map(str, names))}")
        named = {}
        for name, value in zip(names, values):
            if name is not None:
                array = _floats(value)
                dense_weights = name.endswith(".dense/weights")
                named[name] = np.ascontiguousarray(array.T) if dense_weights else array
        return named

    def _names(self):
        names = []
        for number, layer in enumerate(self.network, 1):
            if layer["type"] not in _KINDS:
                raise ValueError(f"Give the arrays by name: the order of those of '{layer['type']}' is not known")
            kind, arrays = _KINDS[layer["type"]]
            names += [array and f"{number}.{kind}/{array}" for array in arrays]
        return names

    def _path(self, name):
        return os.path.join(self.folder, *name.split("/"))

    def _save(self, name, arrays):
        with tempfile.SpooledTemporaryFile(1 << 26) as packed:
            np.savez(packed, version=np.int64(VERSION), **arrays)
            packed.seek(0)
            self._write(name, packed.read())

    def _write(self, name, content):
        path = self._path(name)
        unfinished = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}.tmp")
        with open(unfinished, "wb") as file:
            file.write(content)
        os.replace(unfinished, path)

    def _append(self, name, lines):
        with open(self._path(name), "ab") as file:
            file.write(lines.encode())


def _array(values):
    """A NumPy array of what PyTorch or NumPy has."""
    for method in ("detach", "cpu", "numpy"):
        values = getattr(values, method)() if hasattr(values, method) else values
    return np.asarray(values)


def _floats(values):
    return np.ascontiguousarray(_array(values), dtype="<f4")


def _labels(values, classes):
    labels = _array(values)
    if labels.ndim != 1 or (labels < 0).any() or (labels >= classes).any():
        raise ValueError(f"Labels are one class from 0 to {classes - 1} for each image")
    return labels.astype(np.uint8)


def _json(fields):
    return (json.dumps(fields, indent=2) + "\n").encode()
