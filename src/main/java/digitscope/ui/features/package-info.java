/** The feature maps of an image in every layer. */
@NullMarked
package digitscope.ui.features;

import org.jspecify.annotations.NullMarked;
