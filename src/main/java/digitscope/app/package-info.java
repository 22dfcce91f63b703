/** The program's entry point, and the only place that wires its parts together. */
@NullMarked
package digitscope.app;

import org.jspecify.annotations.NullMarked;
