/** Importing a person's own images: what they become is seen before it is done. */
@NullMarked
package digitscope.ui.dataimport;

import org.jspecify.annotations.NullMarked;
