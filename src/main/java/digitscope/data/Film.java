package digitscope.data;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Pictures of some subjects at some steps of a run, to be written as an animated GIF, a frame a
 * step, or as a sheet that has them all. The same pictures give the same file, byte by byte.
 *
 * @param subjects what each row of the sheet is called, in digits; one or more
 * @param steps of the run, rising; one or more
 * @param height that pictures have at most, pixels
 * @param width that pictures have at most, pixels
 * @param pictures gives them; may compute them, on the writer's thread
 */
public record Film(
    List<String> subjects, List<Long> steps, int height, int width, Pictures pictures) {
  private static final int GAP = 4;
  private static final int MOST_PIXELS = 16_000_000;

  /** Small pictures become about so large where they are alone. */
  private static final int SIDE_ALONE = 280;

  /** And where they are among others. */
  private static final int SIDE = 72;

  /**
   * A picture as plain pixels.
   *
   * @param argb opaque pixels in [height, width] order
   */
  public record Tile(int height, int width, int[] argb) {
    public Tile {
      if (argb.length != height * width) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "A picture of %d×%d cannot have %d pixels",
                height,
                width,
                argb.length));
      }
    }
  }

  /** Where the pictures come from. */
  @FunctionalInterface
  public interface Pictures {
    /**
     * The picture of a subject at a step.
     *
     * @param subject its place in the list of subjects
     * @param step its place in the list of steps
     */
    Tile at(int subject, int step);
  }

  public Film {
    subjects = List.copyOf(subjects);
    steps = List.copyOf(steps);
    if (subjects.isEmpty() || steps.isEmpty()) {
      throw new IllegalArgumentException("A film needs at least one subject and one step");
    }
  }

  /** A frame: all subjects at a step, in about as many rows as columns, and the step below. */
  Tile frame(int step) {
    int count = subjects.size();
    int columns = (int) Math.ceil(Math.sqrt(count));
    int rows = (count + columns - 1) / columns;
    int scale = scale(rows, columns, count == 1 ? SIDE_ALONE : SIDE);
    Cells cells = new Cells(0, 0, width * scale, height * scale);
    String caption = String.format(Locale.ROOT, "step %,d", steps.get(step));
    // Of all frames alike, whatever the number.
    int text = PixelText.width(String.format(Locale.ROOT, "step %,d", steps.get(steps.size() - 1)));
    FilmPaper paper =
        new FilmPaper(
            cells.top(rows) + PixelText.LINE, Math.max(cells.left(columns) - GAP, text + GAP));
    for (int subject = 0; subject < count; subject++) {
      draw(paper, cells, pictures.at(subject, step), scale, subject / columns, subject % columns);
    }
    paper.write(caption, 0, cells.top(rows));
    return paper.tile();
  }

  /**
   * All pictures: a row a subject and a column a step, named at their beginnings. Those of a single
   * subject are in several rows, each picture with its step above.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  Tile sheet(Progress progress) {
    return subjects.size() == 1 ? reel(progress) : table(progress);
  }

  private Tile table(Progress progress) {
    int rows = subjects.size();
    int scale = scale(rows, steps.size(), SIDE);
    int margin = subjects.stream().mapToInt(PixelText::width).max().orElse(0) + GAP;
    Cells cells = new Cells(margin, PixelText.LINE, cellWidth(scale), height * scale);
    FilmPaper paper = new FilmPaper(cells.top(rows) - GAP, cells.left(steps.size()) - GAP);
    for (int step = 0; step < steps.size(); step++) {
      paper.write(number(step), cells.left(step), 0);
    }
    for (int subject = 0; subject < rows; subject++) {
      check(progress, subject / (double) rows);
      int middle = cells.top(subject) + (height * scale - PixelText.HEIGHT) / 2;
      paper.write(subjects.get(subject), 0, middle);
      for (int step = 0; step < steps.size(); step++) {
        draw(paper, cells, pictures.at(subject, step), scale, subject, step);
      }
    }
    return paper.tile();
  }

  private Tile reel(Progress progress) {
    int columns = (int) Math.ceil(Math.sqrt(steps.size() * (double) height / width));
    int rows = (steps.size() + columns - 1) / columns;
    int scale = scale(rows, columns, SIDE);
    int lines = PixelText.LINE;
    Cells cells = new Cells(0, lines, cellWidth(scale), height * scale + lines);
    FilmPaper paper = new FilmPaper(cells.top(rows) - lines - GAP, cells.left(columns) - GAP);
    for (int step = 0; step < steps.size(); step++) {
      check(progress, step / (double) steps.size());
      paper.write(number(step), cells.left(step % columns), cells.top(step / columns) - lines);
      draw(paper, cells, pictures.at(0, step), scale, step / columns, step % columns);
    }
    return paper.tile();
  }

  /** Wide enough for a picture and for the number of its step. */
  private int cellWidth(int scale) {
    return Math.max(width * scale, PixelText.width(number(steps.size() - 1)));
  }

  private String number(int step) {
    return String.format(Locale.ROOT, "%,d", steps.get(step));
  }

  static void check(Progress progress, double done) {
    progress.advance(done);
    if (progress.isCancelled()) {
      throw new CancellationException("The film was cancelled");
    }
  }

  /** Pictures that are smaller than others are in the middle of their place. */
  private void draw(FilmPaper paper, Cells cells, Tile tile, int scale, int row, int column) {
    int down = (height - tile.height) / 2 * scale;
    int right = (width - tile.width) / 2 * scale;
    paper.draw(tile, scale, cells.top(row) + down, cells.left(column) + right);
  }

  /** How many pixels each way a pixel becomes: as many as look well and leave all small enough. */
  private int scale(int rows, int columns, int side) {
    int scale = Math.max(1, side / Math.max(height, width));
    while (scale > 1
        && (long) rows * columns * (height * scale + GAP) * (width * scale + GAP) > MOST_PIXELS) {
      scale--;
    }
    return scale;
  }

  /** Places in rows and columns, pixels. */
  private record Cells(int margin, int header, int cellWidth, int cellHeight) {
    int left(int column) {
      return margin + column * (cellWidth + GAP);
    }

    int top(int row) {
      return header + row * (cellHeight + GAP);
    }
  }
}
