/** The command line: picocli commands that print results to standard output. */
@NullMarked
package digitscope.cli;

import org.jspecify.annotations.NullMarked;
