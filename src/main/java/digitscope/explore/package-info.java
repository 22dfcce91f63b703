/**
 * What a set of images looks like as a whole: its classes, measures of each image, its map in the
 * plane.
 */
@NullMarked
package digitscope.explore;

import org.jspecify.annotations.NullMarked;
