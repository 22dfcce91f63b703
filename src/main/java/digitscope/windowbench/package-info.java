/** A robot that uses the window like a user and measures its response times. */
@NullMarked
package digitscope.windowbench;

import org.jspecify.annotations.NullMarked;
