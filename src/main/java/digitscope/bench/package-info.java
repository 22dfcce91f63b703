/**
 * Measures this program against others: contestants in processes of their own, which do the same
 * task in turns.
 */
@NullMarked
package digitscope.bench;

import org.jspecify.annotations.NullMarked;
