"""Trains a softmax regression on random images with NumPy, and writes it with digitscope_writer.

    python3 write_run.py FOLDER_OF_THE_WRITER RUN

It takes one step for each line that it reads, and answers with a line of what it has written. At the end of its input
it writes what a reader should compute of its last weights.
"""
import json
import sys

sys.path.insert(0, sys.argv[1])

import numpy as np
from digitscope_writer import RunWriter, conv2d, dense, flatten

random = np.random.default_rng(1)
PIXELS, CLASSES, TEST = 36, 3, 20
images = random.integers(0, 256, (TEST, PIXELS)).astype(np.uint8)
labels = random.integers(0, CLASSES, TEST)
kernels = np.float32(random.normal(size=(2, 1, 3, 3)))
kernel_biases = np.float32([0.1, -0.2])
weights = np.float32(random.normal(size=(CLASSES, 2 * 16)) / 10)
biases = np.zeros(CLASSES, np.float32)


def forward():
    x = images.reshape(TEST, 6, 6) / 255
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    maps = np.einsum("nijkl,fkl->nfij", windows, kernels[:, 0]) + kernel_biases[:, None, None]
    hidden = np.maximum(0, maps).reshape(TEST, -1)
    logits = hidden @ weights.T + biases
    e = np.exp(logits - logits.max(1, keepdims=True))
    return hidden, e / e.sum(1, keepdims=True)


run = RunWriter(
    sys.argv[2], [conv2d(2), flatten(), dense(CLASSES, "softmax")], test_labels=labels, training_images=40, epochs=2,
    batch_size=10, learning_rate=0.5, image_shape=(1, 6, 6), name="numpy", data="nowhere")
for line in sys.stdin:
    hidden, p = forward()
    error = p.copy()
    error[np.arange(TEST), labels] -= 1
    loss = -np.log(p[np.arange(TEST), labels]).mean()
    run.metrics(batch_loss=loss, learning_rate=0.5)
    weights -= np.float32(0.5 * error.T @ hidden / TEST)
    biases -= np.float32(0.5 * error.mean(0))
    if run.step % 2 == 0:
        hidden, p = forward()
        test = -np.log(p[np.arange(TEST), labels]).mean()
        in_order = {"0.weight": kernels, "0.bias": kernel_biases, "2.weight": weights, "2.bias": biases}
        named = {"1.convolution/weights": kernels, "1.convolution/biases": kernel_biases,
                 "3.dense/weights": weights.T, "3.dense/biases": biases}
        run.moment(in_order if run.step % 4 == 0 else named, p, test)
    print(run.step, flush=True)
hidden, p = forward()
print(json.dumps({
    "images": images.tolist(),
    "labels": labels.tolist(),
    "probabilities": p.tolist(),
    "accuracy": float((p.argmax(1) == labels).mean()),
}), flush=True)
