package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.io.InputFile;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes run configurations as JSON, and knows the presets that come with the program.
 */
public final class ConfigFiles {
  private static final List<String> PRESETS =
      List.of("cnn", "mlp", "lenet5", "cnn-bn", "resnet-mini");

  /** Settings of the training that came later, with the values that older files mean. */
  private static final Map<String, Object> LATER_SETTINGS =
      Map.of(
          "labelSmoothing",
          0.0,
          "classWeights",
          List.of(),
          "gradientClipping",
          0.0,
          "validation",
          ValidationSpec.none(),
          "augmentation",
          AugmentationSpec.none(),
          "backend",
          BackendChoice.AUTO);

  /** Thousands of layers have less. */
  private static final int MOST_BYTES = 8 << 20;

  /** One for all, because a mapper looks at the records again for itself. */
  private static final JsonMapper JSON = StrictJson.mapper();

  /** Names of the presets, the default first. */
  public List<String> presets() {
    return PRESETS;
  }

  /**
   * Reads a preset.
   *
   * @throws ConfigException if there is none of that name
   */
  public RunConfig preset(String name) throws ConfigException {
    try (InputStream in = ConfigFiles.class.getResourceAsStream("/presets/" + name + ".json")) {
      if (!PRESETS.contains(name) || in == null) {
        throw new ConfigException(
            "There is no preset '%s'; choose one of %s"
                .formatted(name, String.join(", ", PRESETS)));
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new ConfigException(
          "The preset '%s' cannot be read: reinstall the program".formatted(name), e);
    }
  }

  /**
   * Reads a configuration file.
   *
   * @throws ConfigException naming the file, the place in it and what is wrong there
   */
  public RunConfig read(Path file) throws ConfigException {
    String text;
    try {
      text = InputFile.text(file, MOST_BYTES);
    } catch (IOException e) {
      throw new ConfigException(
          "The configuration %s cannot be read: %s".formatted(file, Reason.of(e)), e);
    }
    return parse(text, file.toString());
  }

  /**
   * Parses a configuration.
   *
   * @param json the text
   * @param origin where it came from, for the message
   * @throws ConfigException naming the origin, the place in it and what is wrong there
   */
  public RunConfig parse(String json, String origin) throws ConfigException {
    if (json.isBlank()) {
      throw new ConfigException(origin + " is empty; choose a configuration file");
    }
    try {
      if (!(JSON.readTree(json) instanceof ObjectNode config)) {
        throw new ConfigException(
            origin + " has no configuration; it needs a JSON object as saved by 'train'");
      }
      return parse(config, origin);
    } catch (JsonProcessingException e) {
      throw new ConfigException(StrictJson.problem(origin, e), e);
    }
  }

  /** As {@link #parse(String, String)}, of an object, which it changes. */
  RunConfig parse(ObjectNode config, String origin) throws ConfigException {
    try {
      FormatVersion.take(config);
      return read(config);
    } catch (JsonProcessingException e) {
      throw new ConfigException(StrictJson.problem(origin, e), e);
    } catch (WordedIOException e) {
      throw new ConfigException("%s: %s".formatted(origin, Reason.of(e)), e);
    }
  }

  private RunConfig read(ObjectNode config) throws JsonProcessingException {
    config.putIfAbsent("corrections", BooleanNode.TRUE);
    if (config.get("training") instanceof ObjectNode training) {
      LATER_SETTINGS.forEach((name, value) -> training.putIfAbsent(name, JSON.valueToTree(value)));
    }
    return JSON.treeToValue(config, RunConfig.class);
  }

  /** The configuration as indented JSON, which {@link #parse} reads back equal. */
  public String format(RunConfig config) {
    try {
      return JSON.writeValueAsString(FormatVersion.put(JSON.valueToTree(config))) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A configuration can always be written", e);
    }
  }
}
