/** Wires the window together and starts JavaFX. */
@NullMarked
package digitscope.app.window;

import org.jspecify.annotations.NullMarked;
