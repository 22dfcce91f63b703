/** The queue of labels that look wrong, and what a person decides about them. */
@NullMarked
package digitscope.ui.labels;

import org.jspecify.annotations.NullMarked;
