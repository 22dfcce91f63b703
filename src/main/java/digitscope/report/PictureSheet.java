package digitscope.report;

import digitscope.data.ImageFiles;
import digitscope.data.ImageShape;
import java.util.Base64;
import java.util.List;

/**
 * Many pictures in one, row by row, for a page that needs no other file.
 *
 * @param uri the sheet as PNG in a data URI; empty if there are no pictures
 * @param columns pictures in a row
 * @param rows number of rows
 * @param width of each picture, pixels
 * @param height of each picture, pixels
 */
record PictureSheet(String uri, int columns, int rows, int width, int height) {
  /**
   * Lays pictures out.
   *
   * @param shape of each
   * @param pictures unsigned bytes in [channels, height, width] order
   */
  static PictureSheet of(ImageShape shape, List<byte[]> pictures) {
    if (pictures.isEmpty()) {
      return new PictureSheet("", 0, 0, shape.width(), shape.height());
    }
    int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
    int rows = (pictures.size() + columns - 1) / columns;
    ImageShape sheet =
        new ImageShape(shape.channels(), rows * shape.height(), columns * shape.width());
    byte[] pixels = new byte[sheet.size()];
    for (int i = 0; i < pictures.size(); i++) {
      copy(pictures.get(i), shape, pixels, sheet, i / columns, i % columns);
    }
    return new PictureSheet(
        dataUri(ImageFiles.png(sheet, pixels)), columns, rows, shape.width(), shape.height());
  }

  private static void copy(
      byte[] picture, ImageShape shape, byte[] pixels, ImageShape sheet, int row, int column) {
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < shape.height(); y++) {
        int from = (channel * shape.height() + y) * shape.width();
        int line = channel * sheet.height() + row * shape.height() + y;
        System.arraycopy(
            picture, from, pixels, line * sheet.width() + column * shape.width(), shape.width());
      }
    }
  }

  private static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
