/** The data set: its classes, its images in many orders, its map. */
@NullMarked
package digitscope.ui.data;

import org.jspecify.annotations.NullMarked;
