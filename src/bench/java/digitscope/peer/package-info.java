/**
 * Other libraries that train the same networks, as contestants. They are no part of the program.
 */
@NullMarked
package digitscope.peer;

import org.jspecify.annotations.NullMarked;
