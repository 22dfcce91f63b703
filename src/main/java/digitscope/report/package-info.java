/** A run as one page that opens in any browser. */
@NullMarked
package digitscope.report;

import org.jspecify.annotations.NullMarked;
