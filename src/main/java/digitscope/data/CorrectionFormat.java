package digitscope.data;

/** The file format of corrections. */
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
   * @param source the data that they are about, for users who open the file
   */
  String format(Corrections corrections, String source);
}
