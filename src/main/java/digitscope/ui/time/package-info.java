/** The bar at the foot of the window that chooses the step all views show. */
@NullMarked
package digitscope.ui.time;

import org.jspecify.annotations.NullMarked;
