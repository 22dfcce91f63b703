/**
 * Files and words: the only place that writes files, and the only one that turns what went wrong
 * into words for a user.
 */
@NullMarked
package digitscope.io;

import org.jspecify.annotations.NullMarked;
