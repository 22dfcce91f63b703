/** The drawing pad. */
@NullMarked
package digitscope.ui.control.pad;

import org.jspecify.annotations.NullMarked;
