/** The feature maps that an image excites in every layer. */
@NullMarked
package digitscope.ui.features;

import org.jspecify.annotations.NullMarked;
