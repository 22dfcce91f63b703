package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.data.digits.Glyph;
import digitscope.io.InputFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the glyphs from which the bundled generator draws digits. */
public final class GlyphFiles {
  private static final String BUNDLED = "/glyphs/digits.json";
  private static final int MOST_BYTES = 8 << 20;

  private final JsonMapper mapper = StrictJson.mapper();

  /**
   * The file's content.
   *
   * @param about what a user who edits it should know
   * @param digits for each digit, its ways of writing by name, each a list of strokes
   */
  private record Content(List<String> about, Map<Integer, Map<String, List<String>>> digits) {}

  /** The ways of writing that come with the program. */
  public List<Glyph> bundled() {
    try (InputStream in = GlyphFiles.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException("The bundled digits are missing: reinstall the program");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUNDLED);
    } catch (IOException | ConfigException e) {
      throw new IllegalStateException("The bundled digits are unreadable: " + Reason.of(e), e);
    }
  }

  /**
   * Reads ways of writing from a file of a user's own.
   *
   * @throws ConfigException naming the file, the place in it and what is wrong there
   */
  public List<Glyph> read(Path file) throws ConfigException {
    try {
      return parse(InputFile.text(file, MOST_BYTES), file.toString());
    } catch (IOException e) {
      throw new ConfigException("%s cannot be read: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /**
   * Parses ways of writing.
   *
   * @param json the text
   * @param origin where it came from, for the message
   * @throws ConfigException naming the origin, the place in it and what is wrong there
   */
  public List<Glyph> parse(String json, String origin) throws ConfigException {
    try {
      List<Glyph> glyphs = new ArrayList<>();
      for (var digit : mapper.readValue(json, Content.class).digits().entrySet()) {
        for (var way : digit.getValue().entrySet()) {
          glyphs.add(glyph(digit.getKey(), way.getKey(), way.getValue(), origin));
        }
      }
      return glyphs;
    } catch (JsonProcessingException e) {
      throw new ConfigException(StrictJson.problem(origin, e), e);
    }
  }

  private static Glyph glyph(int digit, String name, List<String> strokes, String origin)
      throws ConfigException {
    try {
      return new Glyph(digit, name, strokes.stream().map(Glyph.Stroke::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          String.format(
              Locale.ROOT, "%s, digit %d named '%s': %s", origin, digit, name, Reason.of(e)),
          e);
    }
  }
}
