/** Immutable records that say what to train on, what network, and how; read and written as JSON. */
@NullMarked
package digitscope.config;

import org.jspecify.annotations.NullMarked;
