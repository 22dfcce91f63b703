package digitscope.data;

/**
 * How the rows of a CSV file are to be read: one image each, one value a pixel and channel.
 *
 * @param delimiter between two fields
 * @param hasHeader whether the first row names the columns
 * @param labelIsLast whether the label is the last field; otherwise it is the first
 * @param shape of the picture in a row
 * @param isInterleaved whether the channels of a pixel stand together, instead of the pixels of a
 *     channel
 * @param full the value that stands for full light; 0 stands for none
 */
public record CsvLayout(
    char delimiter,
    boolean hasHeader,
    boolean labelIsLast,
    ImageShape shape,
    boolean isInterleaved,
    double full) {
  public CsvLayout withHeader(boolean other) {
    return new CsvLayout(delimiter, other, labelIsLast, shape, isInterleaved, full);
  }

  public CsvLayout withLabelLast(boolean other) {
    return new CsvLayout(delimiter, hasHeader, other, shape, isInterleaved, full);
  }

  public CsvLayout withInterleaved(boolean other) {
    return new CsvLayout(delimiter, hasHeader, labelIsLast, shape, other, full);
  }

  int columns() {
    return shape.size() + 1;
  }
}
