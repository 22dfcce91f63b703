/** Bundles: a run in one file, to be opened elsewhere. */
@NullMarked
package digitscope.bundle;

import org.jspecify.annotations.NullMarked;
