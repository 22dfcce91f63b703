/** One training session: its loop, the commands it answers, the snapshots it publishes. */
@NullMarked
package digitscope.session;

import org.jspecify.annotations.NullMarked;
