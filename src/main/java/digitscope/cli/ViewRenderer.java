package digitscope.cli;

import digitscope.network.Checkpoint;
import digitscope.run.RunFolder;
import java.nio.file.Path;

/** Draws a view of a run without its window. */
public interface ViewRenderer {
  /** The views there are. */
  enum View {
    OVERVIEW,
    LEARNING,
    CONFUSION,
    /** The confusion page with every misread image. */
    ERRORS,
    FEATURES,
    FILTERS,
    NETWORK,
    DRAW,
    DATA,
    /** The runs in the folder of the run, which is chosen. */
    RUNS
  }

  /**
   * What to draw.
   *
   * @param run the run
   * @param images that it was trained on
   * @param checkpoint weights to show
   * @param view the view
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @param dark whether to use the dark theme
   * @param target PNG file to write
   */
  record Request(
      RunFolder run,
      Images images,
      Checkpoint checkpoint,
      View view,
      int width,
      int height,
      boolean dark,
      Path target) {}

  /**
   * Draws the view once it is complete, and writes it.
   *
   * @throws CommandException if it cannot be drawn or written
   */
  void render(Request request) throws CommandException;
}
