/** The curves of a training run: loss, accuracy and learning rate. */
@NullMarked
package digitscope.ui.learning;

import org.jspecify.annotations.NullMarked;
