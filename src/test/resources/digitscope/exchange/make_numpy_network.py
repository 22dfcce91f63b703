"""Makes the arrays of a small network as NumPy would save them.

Run here with NumPy 1.24: python3 make_numpy_network.py
The parameters are 0, 1/1024, 2/1024, ...; NetworkExportTest has the same.
"""

import numpy as np

parameters = np.arange(3 * 2 * 1 * 4 + 4 + (4 * 8 * 9) * 10 + 10, dtype=np.float32) / 1024


def take(*shape):
    global parameters
    values, parameters = np.split(parameters, [int(np.prod(shape))])
    return values.reshape(shape)


np.savez(
    "network.npz",
    **{
        "1.convolution/weights": np.ascontiguousarray(take(3, 2, 1, 4).transpose(3, 2, 0, 1)),
        "1.convolution/biases": take(4),
        "3.dense/weights": take(4 * 8 * 9, 10),
        "3.dense/biases": take(10),
    },
)
