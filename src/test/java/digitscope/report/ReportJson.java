package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numbers inside a report. */
public final class ReportJson {
  private static final String START = "<script type=\"application/json\" id=\"data\">";

  private ReportJson() {}

  /** The JSON that the script of a page reads. */
  public static JsonNode of(Path page) throws IOException {
    String html = Files.readString(page);
    assertThat(html).containsOnlyOnce(START);
    int from = html.indexOf(START) + START.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }
}
