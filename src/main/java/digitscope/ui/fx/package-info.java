/** The only bridge between the training thread and the JavaFX thread. */
@NullMarked
package digitscope.ui.fx;

import org.jspecify.annotations.NullMarked;
