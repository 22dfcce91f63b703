/**
 * Input and output: the only package that writes files, and the only one that turns failures into
 * messages for the user.
 */
@NullMarked
package digitscope.io;

import org.jspecify.annotations.NullMarked;
