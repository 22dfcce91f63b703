package digitscope.ui.control.images;

import java.util.Arrays;
import java.util.List;

/**
 * Where the cells and headings of an {@link ImageGrid} are, in pixels from the top of all that it
 * shows. Places count the images from 0 on, through all sections; the rows of a section begin below
 * its heading, so its last row may be short.
 */
final class ImageGridLayout {
  private final int images;
  private final int columns;
  private final double rowHeight;
  private final double headingHeight;

  /** First place of each section, and then the number of images. */
  private final int[] firstPlace;

  /** First row of each section, and then the number of rows. */
  private final int[] firstRow;

  /**
   * @param sections number of images in each, none of them 0
   * @param headingHeight height of the heading above each section; 0 for none
   */
  ImageGridLayout(List<Integer> sections, int columns, double rowHeight, double headingHeight) {
    this.columns = columns;
    this.rowHeight = rowHeight;
    this.headingHeight = headingHeight;
    firstPlace = new int[sections.size() + 1];
    firstRow = new int[sections.size() + 1];
    for (int i = 0; i < sections.size(); i++) {
      firstPlace[i + 1] = firstPlace[i] + sections.get(i);
      firstRow[i + 1] = firstRow[i] + (sections.get(i) + columns - 1) / columns;
    }
    images = firstPlace[sections.size()];
  }

  int columns() {
    return columns;
  }

  double rowHeight() {
    return rowHeight;
  }

  double headingHeight() {
    return headingHeight;
  }

  int sections() {
    return firstPlace.length - 1;
  }

  double height() {
    return headingTop(sections());
  }

  /** Upper edge of a section's heading; of the end for the section after the last one. */
  double headingTop(int section) {
    return firstRow[section] * rowHeight + section * headingHeight;
  }

  int section(int place) {
    return sectionOf(firstPlace, place);
  }

  int column(int place) {
    return (place - firstPlace[section(place)]) % columns;
  }

  /** Upper edge of the row of a place. */
  double top(int place) {
    return row(place) * rowHeight + (section(place) + 1) * headingHeight;
  }

  /** First place of the row at a height, or below the heading that is there. */
  int firstAt(double y) {
    int section = 0;
    while (section + 1 < sections() && headingTop(section + 1) <= y) {
      section++;
    }
    int row = firstRow[section] + (int) ((y - headingTop(section) - headingHeight) / rowHeight);
    return images == 0 ? 0 : firstOfRow(clamp(row, firstRow[section], firstRow[section + 1] - 1));
  }

  /**
   * The place this many rows below another, as near to its column as there are images; that of the
   * first or last row if there are fewer.
   */
  int below(int place, int rows) {
    int row = clamp(row(place) + rows, 0, firstRow[sections()] - 1);
    int section = sectionOf(firstRow, row);
    return Math.min(firstOfRow(row) + column(place), firstPlace[section + 1] - 1);
  }

  private int row(int place) {
    int section = section(place);
    return firstRow[section] + (place - firstPlace[section]) / columns;
  }

  private int firstOfRow(int row) {
    int section = sectionOf(firstRow, row);
    return firstPlace[section] + (row - firstRow[section]) * columns;
  }

  private static int sectionOf(int[] starts, int value) {
    int found = Arrays.binarySearch(starts, value);
    return found >= 0 ? found : -found - 2;
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}
