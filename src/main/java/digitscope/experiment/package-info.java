/**
 * Several trainings of one plan: repeats with other seeds, sweeps over settings, their statistics.
 */
@NullMarked
package digitscope.experiment;

import org.jspecify.annotations.NullMarked;
