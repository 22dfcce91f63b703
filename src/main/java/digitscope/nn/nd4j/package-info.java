/** Layers computed by operations of ND4J's native library, on the processor or on a GPU. */
@NullMarked
package digitscope.nn.nd4j;

import org.jspecify.annotations.NullMarked;
