/** The pad on which a drawn digit is predicted stroke by stroke. */
@NullMarked
package digitscope.ui.draw;

import org.jspecify.annotations.NullMarked;
