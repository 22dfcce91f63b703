package digitscope.report;

import digitscope.io.WordedIOException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page around the numbers of a report, from {@code resources/report}. */
final class ReportPage {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportPage() {}

  /**
   * The whole page.
   *
   * @param name of the run
   * @param json the numbers, which the script reads
   * @throws IOException if the program's own files cannot be read
   */
  static String of(String name, String json) throws IOException {
    String style = text("report.css");
    String script = text("report.js");
    Map<String, String> parts =
        Map.of(
            "title", escape(name + " – Digitscope"),
            "icon", "data:image/png;base64," + Base64.getEncoder().encodeToString(icon()),
            "style", style,
            "styleHash", hash(style),
            "script", script,
            "scriptHash", hash(script),
            // No text in it may end the script element.
            "data", json.replace("<", "\\u003c"));
    return PLACE
        .matcher(text("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
  }

  /** What a browser is told of the only script and the only style that it may use. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String text(String name) throws IOException {
    return new String(bytes("/report/" + name), StandardCharsets.UTF_8);
  }

  private static byte[] icon() throws IOException {
    return bytes("/icons/digitscope-48.png");
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new WordedIOException("the program lacks its %s; reinstall it".formatted(resource));
      }
      return in.readAllBytes();
    }
  }
}
