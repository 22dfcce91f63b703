/** Builds networks from their description: layers, optimizer, schedule, checkpoint. */
@NullMarked
package digitscope.network;

import org.jspecify.annotations.NullMarked;
