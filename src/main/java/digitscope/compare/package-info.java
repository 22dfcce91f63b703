/** Comparison of two networks: whether their layers have the same units, wherever these are. */
@NullMarked
package digitscope.compare;

import org.jspecify.annotations.NullMarked;
