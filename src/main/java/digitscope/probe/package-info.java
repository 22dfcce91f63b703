/** What a trained network sees: feature maps and the patterns that excite a filter. */
@NullMarked
package digitscope.probe;

import org.jspecify.annotations.NullMarked;
