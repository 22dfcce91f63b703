package digitscope.ui.draw;

import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import digitscope.ui.control.pad.Stroke;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Drawings in a small text file: a head line; for each drawing a line {@code drawing}, that on the
 * pad first; for each of its strokes a line {@code pen x y x y …} or {@code eraser x y …}, in
 * fractions of the pad's side.
 */
public final class DrawingFile implements DrawingStore {
  private static final String HEAD = "digitscope drawings 1";
  private static final Pattern NEWER = Pattern.compile("digitscope drawings [2-9]\\d{0,5}");
  private static final int MOST_BYTES = 16 << 20;
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

  /** {@inheritDoc} A file that cannot be read is put aside, so that it is not written over. */
  @Override
  public SavedDrawings load() throws IOException {
    if (!Files.exists(file)) {
      return SavedDrawings.none();
    }
    try {
      return parse(InputFile.text(file, MOST_BYTES).lines().toList());
    } catch (IOException | IllegalArgumentException e) {
      throw new WordedIOException(putAside(Reason.of(e)), e);
    }
  }

  private String putAside(String why) {
    Path aside = file.resolveSibling("drawings.damaged.txt");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "%s was renamed to %s because it cannot be read: %s"
          .formatted(file, aside.getFileName(), why);
    } catch (IOException e) {
      return "The drawings in %s cannot be read: %s".formatted(file, why);
    }
  }

  @Override
  public void save(SavedDrawings drawings) throws IOException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.writePrivate(file, format(drawings));
    } catch (IOException e) {
      throw new WordedIOException(
          "The drawings cannot be saved in %s: %s".formatted(file, Reason.of(e)), e);
    }
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
    String head = lines.isEmpty() ? "" : lines.get(0);
    if (!head.equals(HEAD)) {
      throw new InvalidValueException(
          NEWER.matcher(head).matches()
              ? "its format is newer than this program; update the program"
              : "line 1 is not \"%s\"".formatted(HEAD));
    }
    List<List<Stroke>> drawings = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).equals(DRAWING)) {
        drawings.add(new ArrayList<>());
      } else if (drawings.isEmpty()) {
        throw new InvalidValueException(
            String.format(Locale.ROOT, "line %d is not \"%s\"", i + 1, DRAWING));
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
      throw new InvalidValueException(
          String.format(Locale.ROOT, "line %d is not a stroke", number));
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
      throw new InvalidValueException(
          String.format(Locale.ROOT, "line %d: a number is missing", number), e);
    }
    // The pointer may leave the pad, but not by much: the loop over what it draws must end.
    if (!(Math.abs(value) <= 100)) {
      throw new InvalidValueException(
          String.format(Locale.ROOT, "line %d is far outside the pad", number));
    }
    return value;
  }
}
