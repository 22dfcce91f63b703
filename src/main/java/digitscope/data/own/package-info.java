/** The user's own images: folders of pictures, CSV files, IDX files. */
@NullMarked
package digitscope.data.own;

import org.jspecify.annotations.NullMarked;
