/** Confusion matrix, per-class metrics and errors of a classifier, over plain arrays. */
@NullMarked
package digitscope.eval;

import org.jspecify.annotations.NullMarked;
