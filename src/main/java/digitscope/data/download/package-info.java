/** Image sets that are downloaded once, verified, and cached. */
@NullMarked
package digitscope.data.download;

import org.jspecify.annotations.NullMarked;
