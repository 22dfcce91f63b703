/** Takes training steps and evaluates, with several workers on one network. */
@NullMarked
package digitscope.engine;

import org.jspecify.annotations.NullMarked;
