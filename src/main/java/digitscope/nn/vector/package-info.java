/**
 * Layers computed by Java's vector instructions, in single precision: what {@link
 * digitscope.nn.vector.kernels} does with plain arrays, for the layers of {@link digitscope.nn}.
 */
@NullMarked
package digitscope.nn.vector;

import org.jspecify.annotations.NullMarked;
