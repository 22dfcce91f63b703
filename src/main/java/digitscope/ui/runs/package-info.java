/**
 * The runs of the user: a list to search, sort, group, and put in order; curves and differences.
 */
@NullMarked
package digitscope.ui.runs;

import org.jspecify.annotations.NullMarked;
