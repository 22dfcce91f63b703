/**
 * Benchmarks this program against others: contestants in separate processes take turns at the same
 * task.
 */
@NullMarked
package digitscope.bench;

import org.jspecify.annotations.NullMarked;
