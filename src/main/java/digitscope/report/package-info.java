/** Reports: a run as one HTML page that opens in any browser. */
@NullMarked
package digitscope.report;

import org.jspecify.annotations.NullMarked;
