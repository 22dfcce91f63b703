/**
 * The program's entry point, and the one place where constructors are called to wire everything.
 */
@NullMarked
package digitscope.app;

import org.jspecify.annotations.NullMarked;
