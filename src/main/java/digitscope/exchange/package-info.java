/** Networks in the formats of other programs: ONNX, and NumPy's .npz. */
@NullMarked
package digitscope.exchange;

import org.jspecify.annotations.NullMarked;
