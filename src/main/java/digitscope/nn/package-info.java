/** Layers, losses, optimizers, schedules and the network: the maths, on ND4J. */
@NullMarked
package digitscope.nn;

import org.jspecify.annotations.NullMarked;
