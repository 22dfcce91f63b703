/** The one place that decides what computes what. */
@NullMarked
package digitscope.nn.plan;

import org.jspecify.annotations.NullMarked;
