package digitscope.experiment;

import digitscope.config.RunConfig;
import java.nio.file.Path;

/**
 * A run to be trained.
 *
 * @param name of its folder, by which it is told from the others of its group
 * @param config what to train and how
 * @param folder where it is recorded; a run that is there already is continued
 */
public record Job(String name, RunConfig config, Path folder) {}
