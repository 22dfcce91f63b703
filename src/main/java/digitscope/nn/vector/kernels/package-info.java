/**
 * Kernels on plain arrays in single precision, written with vector instructions. They need the
 * module {@code jdk.incubator.vector} of the running Java; ask {@link
 * digitscope.nn.vector.kernels.VectorUnit} before any of them is used.
 */
@org.jspecify.annotations.NullMarked
package digitscope.nn.vector.kernels;
