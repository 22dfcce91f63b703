/**
 * Labeled images as unsigned bytes: data sets and their parts, pictures, and the preparation of
 * drawings.
 */
@NullMarked
package digitscope.data;

import org.jspecify.annotations.NullMarked;
