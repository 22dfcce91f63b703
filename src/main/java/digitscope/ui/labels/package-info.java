/** The queue of labels that look wrong, and their corrections. */
@NullMarked
package digitscope.ui.labels;

import org.jspecify.annotations.NullMarked;
