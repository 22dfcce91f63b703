/** The architecture of the network: what each layer costs, how long it takes, how it fares. */
@NullMarked
package digitscope.ui.network;

import org.jspecify.annotations.NullMarked;
