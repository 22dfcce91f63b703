/** A robot that uses the window as a person would, and measures how it responds. */
@NullMarked
package digitscope.windowbench;

import org.jspecify.annotations.NullMarked;
