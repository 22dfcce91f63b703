/**
 * Layers, losses, optimizers, schedules and the network as math, independent of what computes it.
 */
@NullMarked
package digitscope.nn;

import org.jspecify.annotations.NullMarked;
