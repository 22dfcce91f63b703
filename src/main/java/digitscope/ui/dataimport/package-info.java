/** Import of the user's own images, with a preview of the result. */
@NullMarked
package digitscope.ui.dataimport;

import org.jspecify.annotations.NullMarked;
