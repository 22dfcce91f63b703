/**
 * Layers computed by Java loops over pieces that stay in the processor's cache, for what needs
 * neither vector instructions nor a native library.
 */
@NullMarked
package digitscope.nn.loops;

import org.jspecify.annotations.NullMarked;
