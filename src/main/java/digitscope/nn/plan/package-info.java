/** Decides which backend computes each layer. */
@NullMarked
package digitscope.nn.plan;

import org.jspecify.annotations.NullMarked;
