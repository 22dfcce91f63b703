package digitscope.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.FormatVersion;
import digitscope.config.StrictJson;
import digitscope.data.Corrected;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.file.Path;

/** The provenance of a run as JSON. */
final class ProvenanceFile {
  /** The names of 256 classes have less. */
  private static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper JSON = StrictJson.mapper();

  private ProvenanceFile() {}

  /**
   * Reads a provenance of this format or an earlier one.
   *
   * @throws IOException if it is none
   */
  static Provenance read(Path file) throws IOException {
    String text = InputFile.text(file, MOST_BYTES);
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode fields)) {
        throw new WordedIOException("it must be an object in { }");
      }
      FormatVersion.take(fields);
      // Runs from before there were any.
      fields.putIfAbsent("corrections", JSON.valueToTree(Corrected.NOTHING));
      fields.putIfAbsent("preparation", JSON.createObjectNode());
      fields.putIfAbsent("computations", JSON.createArrayNode());
      return JSON.treeToValue(fields, Provenance.class);
    } catch (JsonProcessingException e) {
      throw new WordedIOException(StrictJson.problem(e), e);
    }
  }

  /** Replaces the file. */
  static void write(Path file, Provenance provenance) throws IOException {
    ObjectNode fields = FormatVersion.put(JSON.valueToTree(provenance));
    AtomicFile.write(file, JSON.writeValueAsString(fields) + "\n");
  }
}
