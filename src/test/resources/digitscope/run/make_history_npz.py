"""Writes history.npz, which HistoryFolderTest reads: run it in this folder with NumPy 1.24 or newer."""
import numpy

numpy.savez_compressed(
    "history.npz",
    step=numpy.int64(7),
    loss=numpy.float64(0.25),
    labels=numpy.array([0, 2], dtype="u1"),
    probabilities=numpy.array([[65535, 0, 0], [13107, 39321, 13107]], dtype="<u2"),
)
