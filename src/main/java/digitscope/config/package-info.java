/** Immutable records of the data, network and training settings of a run, with their JSON form. */
@NullMarked
package digitscope.config;

import org.jspecify.annotations.NullMarked;
