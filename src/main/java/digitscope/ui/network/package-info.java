/** The architecture of the network: the cost, time and health of each layer. */
@NullMarked
package digitscope.ui.network;

import org.jspecify.annotations.NullMarked;
