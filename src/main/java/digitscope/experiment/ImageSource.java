package digitscope.experiment;

import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.run.RunFolder;
import java.util.Optional;

/** Finds the images that a configuration asks for. */
@FunctionalInterface
public interface ImageSource {
  /**
   * Loads images, without a limit.
   *
   * @param run which they must be read for as before; empty for a new one
   * @throws DataException if they cannot be read
   */
  DataSplits load(RunConfig config, Optional<RunFolder> run) throws DataException;
}
