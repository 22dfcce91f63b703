/**
 * One training session: its loop, its workers, the snapshots it publishes, the commands it answers.
 */
@NullMarked
package digitscope.train;

import org.jspecify.annotations.NullMarked;
