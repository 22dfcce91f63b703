/** The bundled generator of handwritten digits. */
@NullMarked
package digitscope.data.digits;

import org.jspecify.annotations.NullMarked;
