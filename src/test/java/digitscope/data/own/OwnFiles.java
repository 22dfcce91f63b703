package digitscope.data.own;

import digitscope.data.DataException;
import digitscope.data.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes pictures and CSV as a user may keep them: each class is a bar at a place of its own. */
public final class OwnFiles {
  private OwnFiles() {}

  /**
   * A picture of a class: a bar in a third of the height, on the background, with some noise.
   *
   * @param colors of the bars, one for each class, as RGB
   * @return ARGB
   */
  public static int[] picture(int label, int height, int width, int background, int... colors) {
    Random random = new Random(31L * label + height);
    int[] argb = new int[height * width];
    int rows = height / (colors.length + 2);
    for (int i = 0; i < argb.length; i++) {
      int row = i / width;
      int column = i % width;
      boolean bar =
          row / Math.max(1, rows) == label + 1 && column > width / 6 && column < 5 * width / 6;
      argb[i] = 0xff000000 | (bar && random.nextInt(8) > 0 ? colors[label] : background);
    }
    return argb;
  }

  /** Writes {@code count} pictures for each of the classes, with a folder each. */
  public static void writeFolder(
      Path folder, List<String> classes, int count, int height, int width, int back, int... colors)
      throws IOException, DataException {
    for (int label = 0; label < classes.size(); label++) {
      Path directory = Files.createDirectories(folder.resolve(classes.get(label)));
      for (int i = 0; i < count; i++) {
        int[] argb = picture(label, height, width, back, colors);
        ImageFiles.writePng(directory.resolve("image" + i + ".png"), width, height, argb);
      }
    }
  }

  /** Rows of gray images, each with its label: class {@code c} has its ink in row {@code c + 1}. */
  public static String csv(
      int rows, int side, List<String> classes, boolean labelIsLast, int full, String delimiter) {
    Random random = new Random(5);
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              int label = i % classes.size();
              String pixels =
                  IntStream.range(0, side * side)
                      .mapToObj(p -> p / side == label + 1 ? full - random.nextInt(2) : 0)
                      .map(String::valueOf)
                      .collect(Collectors.joining(delimiter));
              return labelIsLast
                  ? pixels + delimiter + classes.get(label)
                  : classes.get(label) + delimiter + pixels;
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
