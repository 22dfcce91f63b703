package digitscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.io.PlainText;
import org.jspecify.annotations.Nullable;

/** The one JSON object that {@code --json} prints. */
final class JsonOutput {
  private JsonOutput() {}

  /** The object on one line. */
  static String format(Object object) {
    try {
      return PlainText.cleanJson(new ObjectMapper().writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A result can always be written", e);
    }
  }

  /** JSON has no NaN: what is undefined is null there. */
  static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
