/** A run on disk: configuration, checkpoints and metric log. */
@NullMarked
package digitscope.run;

import org.jspecify.annotations.NullMarked;
