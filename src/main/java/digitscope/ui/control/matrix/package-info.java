/** The confusion matrix. */
@NullMarked
package digitscope.ui.control.matrix;

import org.jspecify.annotations.NullMarked;
