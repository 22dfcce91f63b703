/**
 * The mathematics of each layer of {@link digitscope.nn} as naive loops in double precision, to be
 * read first: every faster way to compute a layer is tested against these.
 */
@NullMarked
package digitscope.nn.plain;

import org.jspecify.annotations.NullMarked;
