/** The curves of a training run: cost, accuracy and learning rate. */
@NullMarked
package digitscope.ui.learning;

import org.jspecify.annotations.NullMarked;
