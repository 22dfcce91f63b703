/** Image sets in the IDX format of MNIST. */
@NullMarked
package digitscope.data.idx;

import org.jspecify.annotations.NullMarked;
