/**
 * Digit images as unsigned bytes with labels: files, the bundled generator, preparing a drawing.
 */
@NullMarked
package digitscope.data;

import org.jspecify.annotations.NullMarked;
