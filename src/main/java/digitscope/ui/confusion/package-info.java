/** The confusion matrix, and the images behind each of its cells. */
@NullMarked
package digitscope.ui.confusion;

import org.jspecify.annotations.NullMarked;
