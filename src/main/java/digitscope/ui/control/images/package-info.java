/** Grids of images and feature maps. */
@NullMarked
package digitscope.ui.control.images;

import org.jspecify.annotations.NullMarked;
