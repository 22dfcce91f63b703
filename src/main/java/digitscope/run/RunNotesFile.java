package digitscope.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.FormatVersion;
import digitscope.config.StrictJson;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A user's notes on a run as JSON, {@code notes.json} in its folder. */
final class RunNotesFile {
  static final String NAME = "notes.json";

  private static final int MOST_BYTES = 1 << 17;
  private static final JsonMapper JSON = StrictJson.mapper();

  private RunNotesFile() {}

  /**
   * Reads the notes on a run.
   *
   * @return {@link RunNotes#NONE} if there is no such file
   * @throws IOException if there is one that holds no notes
   */
  static RunNotes read(Path run) throws IOException {
    Path file = run.resolve(NAME);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return RunNotes.NONE;
    }
    String text = InputFile.text(file, MOST_BYTES);
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode fields)) {
        throw new WordedIOException("it must be an object in { }");
      }
      FormatVersion.take(fields);
      return JSON.treeToValue(fields, RunNotes.class);
    } catch (JsonProcessingException e) {
      throw new WordedIOException(StrictJson.problem(e), e);
    }
  }

  /** Replaces the notes on a run. */
  static void write(Path run, RunNotes notes) throws IOException {
    ObjectNode fields = FormatVersion.put(JSON.valueToTree(notes));
    AtomicFile.write(run.resolve(NAME), JSON.writeValueAsString(fields) + "\n");
  }
}
