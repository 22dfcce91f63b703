package digitscope.ui.fx;

import java.nio.file.Path;

/**
 * A file that a view can write as soon as the user says where.
 *
 * @param name suggested, without ending
 * @param kind what the user calls such files, such as {@code "PNG pictures"}
 * @param ending such as {@code ".png"}
 * @param content writes it
 */
public record FileOffer(String name, String kind, String ending, Content content) {
  /** Writes a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Runs off the JavaFX thread.
     *
     * @param task where to report progress, and ask whether to go on
     * @throws Exception if the file cannot be written, with a sentence for the user
     */
    void writeTo(Path file, BackgroundTask<?> task) throws Exception;
  }
}
