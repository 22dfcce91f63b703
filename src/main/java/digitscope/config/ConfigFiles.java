package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
          AugmentationSpec.none());

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

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
      return read(mapper.readTree(in));
    } catch (IOException e) {
      throw new ConfigException("The preset '%s' cannot be read: reinstall".formatted(name), e);
    }
  }

  /**
   * Reads a configuration file.
   *
   * @throws ConfigException naming the file, the place in it and what is wrong there
   */
  public RunConfig read(Path file) throws ConfigException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException("There is no configuration file " + file);
    }
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + " is not JSON: it is no text", e);
    } catch (IOException e) {
      throw new ConfigException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
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
      throw new ConfigException(origin + " is empty; give a configuration");
    }
    try {
      return Optional.ofNullable(read(mapper.readTree(json)))
          .orElseThrow(() -> new ConfigException(origin + " holds no configuration"));
    } catch (JsonMappingException e) {
      String place = place(e);
      throw new ConfigException(
          "%s%s: %s".formatted(origin, place.isEmpty() ? "" : ", at " + place, reason(e)), e);
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s is not JSON: %s in line %d"
              .formatted(
                  origin,
                  e.getOriginalMessage().replaceFirst(" \\(start marker.*", ""),
                  e.getLocation().getLineNr()),
          e);
    }
  }

  private RunConfig read(JsonNode config) throws JsonProcessingException {
    if (config instanceof ObjectNode all) {
      all.putIfAbsent("corrections", BooleanNode.TRUE);
    }
    if (config.get("training") instanceof ObjectNode training) {
      LATER_SETTINGS.forEach(
          (name, value) -> training.putIfAbsent(name, mapper.valueToTree(value)));
    }
    return mapper.treeToValue(config, RunConfig.class);
  }

  /** The configuration as indented JSON, which {@link #parse} reads back equal. */
  public String format(RunConfig config) {
    try {
      return mapper.writeValueAsString(config) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A configuration can always be written", e);
    }
  }

  private static String place(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String reason(JsonMappingException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IllegalArgumentException) {
      return String.valueOf(cause.getMessage());
    } else if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no setting of this name; known are " + unknown.getKnownPropertyIds();
    } else if (e instanceof InvalidTypeIdException unknown) {
      return unknown.getTypeId() == null
          ? "it has no type"
          : "there is no type '%s'".formatted(unknown.getTypeId());
    } else if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "'%s' is not one of the values it can have".formatted(wrong.getValue());
    } else if (e.getOriginalMessage().contains("creator property")) {
      return "it is missing";
    } else if (e instanceof MismatchedInputException wrong) {
      return "it must be " + kind(wrong.getTargetType());
    }
    return e.getOriginalMessage();
  }

  private static String kind(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == double.class) {
      return "a number";
    } else if (Collection.class.isAssignableFrom(type)) {
      return "a list in [ ]";
    }
    return type == String.class || type.isEnum() ? "a text in quotes" : "an object in { }";
  }
}
