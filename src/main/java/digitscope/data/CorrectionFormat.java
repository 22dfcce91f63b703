package digitscope.data;

/** How corrections are written in a file. */
public interface CorrectionFormat {
  /**
   * Reads back what {@link #format} wrote.
   *
   * @param text content of a file
   * @param origin the file, for the message
   * @throws DataException naming the origin, the place in it and what is wrong there
   */
  Corrections parse(String text, String origin) throws DataException;

  /**
   * Writes corrections.
   *
   * @param source the data that they are about, for a person who opens the file
   */
  String format(Corrections corrections, String source);
}
