package digitscope.ui.draw;

import digitscope.ui.control.Stroke;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Drawings in a small text file: a head line; for each drawing a line {@code drawing}, that on the
 * pad first; for each of its strokes a line {@code pen x y x y …} or {@code eraser x y …}, in
 * fractions of the pad's side.
 */
public final class DrawingFile implements DrawingStore {
  private static final String HEAD = "digitscope drawings 1";
  private static final String DRAWING = "drawing";
  private static final String PEN = "pen";
  private static final String ERASER = "eraser";

  private final Path file;

  /**
   * @param folder made when something is first saved
   */
  public DrawingFile(Path folder) {
    this.file = folder.resolve("drawings.txt");
  }

  /**
   * {@inheritDoc} A file that cannot be understood is put aside, so that it is not written over.
   */
  @Override
  public SavedDrawings load() throws IOException {
    if (!Files.exists(file)) {
      return SavedDrawings.none();
    }
    try {
      return parse(Files.readAllLines(file));
    } catch (IllegalArgumentException e) {
      Path aside = file.resolveSibling("drawings.damaged.txt");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      throw new IOException(
          "%s: %s; it was put aside as %s".formatted(file, e.getMessage(), aside.getFileName()), e);
    }
  }

  @Override
  public void save(SavedDrawings drawings) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(unfinished, format(drawings));
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String format(SavedDrawings drawings) {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    append(text, drawings.current());
    drawings.recent().forEach(recent -> append(text, recent));
    return text.toString();
  }

  private static void append(StringBuilder text, List<Stroke> strokes) {
    text.append(DRAWING).append('\n');
    for (Stroke stroke : strokes) {
      text.append(stroke.erases() ? ERASER : PEN);
      for (Stroke.Point point : stroke.points()) {
        text.append(String.format(Locale.ROOT, " %.4f %.4f", point.x(), point.y()));
      }
      text.append('\n');
    }
  }

  private static SavedDrawings parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw new IllegalArgumentException("line 1 is not \"%s\"".formatted(HEAD));
    }
    List<List<Stroke>> drawings = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).equals(DRAWING)) {
        drawings.add(new ArrayList<>());
      } else if (drawings.isEmpty()) {
        throw new IllegalArgumentException("line %d is not \"%s\"".formatted(i + 1, DRAWING));
      } else {
        drawings.get(drawings.size() - 1).add(stroke(lines.get(i), i + 1));
      }
    }
    return drawings.isEmpty()
        ? SavedDrawings.none()
        : new SavedDrawings(drawings.get(0), drawings.subList(1, drawings.size()));
  }

  private static Stroke stroke(String line, int number) {
    String[] words = line.split(" ", -1);
    boolean erases = words[0].equals(ERASER);
    if (words.length < 3 || words.length % 2 == 0 || !(erases || words[0].equals(PEN))) {
      throw new IllegalArgumentException("line %d is not a stroke".formatted(number));
    }
    List<Stroke.Point> points = new ArrayList<>();
    for (int i = 1; i < words.length; i += 2) {
      points.add(new Stroke.Point(coordinate(words[i], number), coordinate(words[i + 1], number)));
    }
    return new Stroke(erases, points);
  }

  private static double coordinate(String word, int number) {
    double value;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("line %d: %s is not a number".formatted(number, word), e);
    }
    // The pointer may leave the pad, but not by much: the loop over what it draws must end.
    if (!(Math.abs(value) <= 100)) {
      throw new IllegalArgumentException(
          "line %d: %s is far outside the pad".formatted(number, word));
    }
    return value;
  }
}
