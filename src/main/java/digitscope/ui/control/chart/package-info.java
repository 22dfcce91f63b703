/** Charts of values over steps, of probabilities, and of calibration. */
@NullMarked
package digitscope.ui.control.chart;

import org.jspecify.annotations.NullMarked;
