package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;

/** Images that take long to read or draw, and are read once it is sure that they can be shown. */
@FunctionalInterface
public interface Images {
  /**
   * Reads the images.
   *
   * @throws DataException if they cannot be read
   * @throws CommandException if they do not fit what they are for
   */
  DataSplits read() throws DataException, CommandException;
}
