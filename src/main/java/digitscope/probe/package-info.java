/** Probes of a trained network: feature maps, patterns that activate a filter, saliency, health. */
@NullMarked
package digitscope.probe;

import org.jspecify.annotations.NullMarked;
