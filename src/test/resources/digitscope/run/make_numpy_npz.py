"""Writes numpy.npz, which NpzFileTest reads: run it in this folder with NumPy 1.24 or newer."""
import numpy

numpy.savez(
    "numpy.npz",
    vector=numpy.array([1.5, -0.0, 3.4028235e38, 1e-45, numpy.nan], dtype="<f4"),
    rate=numpy.float64(0.1),
    step=numpy.int64(1234567890123),
)
