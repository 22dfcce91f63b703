/** Finds the image set that a name or a path stands for, with its label corrections. */
@NullMarked
package digitscope.data.source;

import org.jspecify.annotations.NullMarked;
