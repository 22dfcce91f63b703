package digitscope.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.eval.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Evaluations as JSON lines. A last line without its end does not count. */
final class EvaluationFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private record Line(long step, double loss, double accuracy, int[][] confusion) {
    static Line of(EvaluationRecord record) {
      return new Line(
          record.step(), record.loss(), record.accuracy(), record.confusion().toArray());
    }
  }

  private EvaluationFile() {}

  /**
   * Reads all complete lines.
   *
   * @throws IOException if one is not as it must be
   */
  static List<EvaluationRecord> read(Path file) throws IOException {
    List<EvaluationRecord> records = new ArrayList<>();
    String text = Files.readString(file);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        Line line = JSON.readValue(lines.get(i), Line.class);
        records.add(
            new EvaluationRecord(line.step(), line.loss(), new ConfusionMatrix(line.confusion())));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new IOException("line %d is no evaluation".formatted(i + 1), e);
      }
    }
    return records;
  }

  /** Replaces the file. */
  static void write(Path file, List<EvaluationRecord> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (EvaluationRecord record : records) {
      lines.append(format(record));
    }
    CompleteFile.write(file, lines.toString());
  }

  static void append(Path file, EvaluationRecord record) throws IOException {
    Files.writeString(file, format(record), StandardOpenOption.APPEND);
  }

  private static String format(EvaluationRecord record) throws IOException {
    return JSON.writeValueAsString(Line.of(record)) + "\n";
  }
}
