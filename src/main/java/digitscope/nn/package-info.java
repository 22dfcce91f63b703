/** Layers, losses, optimizers, schedules and the network: the maths, whatever computes it. */
@NullMarked
package digitscope.nn;

import org.jspecify.annotations.NullMarked;
