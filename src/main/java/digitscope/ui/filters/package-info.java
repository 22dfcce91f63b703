/** The pattern that activates each filter of a layer most. */
@NullMarked
package digitscope.ui.filters;

import org.jspecify.annotations.NullMarked;
