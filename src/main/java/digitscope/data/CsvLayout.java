package digitscope.data;

import java.nio.charset.Charset;

/**
 * How the rows of a CSV file are to be read: one image each, one value a pixel and channel.
 *
 * @param encoding which characters the bytes are
 * @param delimiter between two fields
 * @param hasHeader whether the first row names the columns
 * @param labelIsLast whether the label is the last field; otherwise it is the first
 * @param shape of the picture in a row
 * @param isInterleaved whether the channels of a pixel stand together, instead of the pixels of a
 *     channel
 * @param full the value that stands for full light; 0 stands for none
 */
public record CsvLayout(
    Charset encoding,
    char delimiter,
    boolean hasHeader,
    boolean labelIsLast,
    ImageShape shape,
    boolean isInterleaved,
    double full) {
  public CsvLayout withEncoding(Charset other) {
    return new CsvLayout(other, delimiter, hasHeader, labelIsLast, shape, isInterleaved, full);
  }

  public CsvLayout withHeader(boolean other) {
    return new CsvLayout(encoding, delimiter, other, labelIsLast, shape, isInterleaved, full);
  }

  public CsvLayout withLabelLast(boolean other) {
    return new CsvLayout(encoding, delimiter, hasHeader, other, shape, isInterleaved, full);
  }

  public CsvLayout withInterleaved(boolean other) {
    return new CsvLayout(encoding, delimiter, hasHeader, labelIsLast, shape, other, full);
  }

  public int columns() {
    return shape.size() + 1;
  }
}
