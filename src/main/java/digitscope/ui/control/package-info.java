/** Reusable controls that know no feature of the workbench. */
@NullMarked
package digitscope.ui.control;

import org.jspecify.annotations.NullMarked;
