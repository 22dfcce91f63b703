/** Exploration of a data set: its classes, measures of each image, and its map in the plane. */
@NullMarked
package digitscope.explore;

import org.jspecify.annotations.NullMarked;
