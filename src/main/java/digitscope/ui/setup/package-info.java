/** The cards that set up a run: data, network and training. */
@NullMarked
package digitscope.ui.setup;

import org.jspecify.annotations.NullMarked;
