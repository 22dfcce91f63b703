package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.SweepSpec.Search;
import digitscope.io.InputFile;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a sweep is to try: a configuration in which a value may be a list of values, or a
 * range {@code {"from": 0.001, "to": 0.1, "scale": "log", "steps": 5}}, and {@code search}, which
 * is {@code {"kind": "grid"}} or {@code {"kind": "random", "number": 20, "seed": 1}}. Instead of a
 * whole configuration it may name a {@code preset} and only what differs from it. Where a setting
 * is a list itself, as the layers and the class weights are, a list of lists varies it.
 */
public final class SweepFiles {
  private static final int MOST_BYTES = 8 << 20;
  private static final String VALIDATION = "training.validation";
  private static final String FRACTION = "training.validation.fraction";
  private static final Set<String> LISTS = Set.of("network", "training.classWeights");
  private static final Set<String> RANGE = Set.of("from", "to", "scale", "steps");
  private static final Set<String> SEARCH = Set.of("kind", "number", "seed");
  private static final JsonMapper JSON = StrictJson.mapper();

  /**
   * Reads a file.
   *
   * @throws ConfigException naming the file, the setting, what is wrong with it and what to do
   */
  public SweepSpec read(Path file) throws ConfigException {
    try {
      return parse(InputFile.text(file, MOST_BYTES), file.toString());
    } catch (IOException e) {
      throw new ConfigException("The sweep %s cannot be read: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /**
   * Parses the text of such a file.
   *
   * @param origin where it came from, for the message
   */
  public SweepSpec parse(String text, String origin) throws ConfigException {
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode file)) {
        throw new ConfigException(
            origin + " holds no sweep; it needs a JSON object, as the guide shows");
      }
      return new Reading(origin).read(file);
    } catch (JsonProcessingException e) {
      throw new ConfigException(StrictJson.problem(origin, e), e);
    } catch (InvalidValueException e) {
      throw new ConfigException("%s: %s".formatted(origin, Reason.of(e)), e);
    }
  }

  /** One file as it is read. */
  private static final class Reading {
    private final String origin;
    private final List<SweepAxis> axes = new ArrayList<>();

    Reading(String origin) {
      this.origin = origin;
    }

    SweepSpec read(ObjectNode file) throws ConfigException {
      Search search = search(file.remove("search"));
      boolean isPreset = file.has("preset") && !file.has("network");
      ObjectNode config = completed(file);
      ObjectNode plain = (ObjectNode) plain(config, "");
      boolean holdsOut = holdsOut(plain);
      if (!holdsOut) {
        plain
            .withObject("training")
            .set(
                "validation",
                JSON.valueToTree(new ValidationSpec(SweepSpec.DEFAULT_VALIDATION, 0, false)));
      }
      RunConfig base = new ConfigFiles().parse(plain, origin);
      SweepSpec spec = new SweepSpec(base, isPreset, !holdsOut, axes, search);
      check(spec);
      return spec;
    }

    /** Every run must be possible before the first is trained. */
    private void check(SweepSpec spec) throws ConfigException {
      for (var point : spec.points()) {
        RunConfig config = Settings.with(spec.base(), point, origin);
        if (config.training().validation().isNone()) {
          throw wrong(
              FRACTION,
              "a sweep chooses by held-out images, so it must be above 0 in every run, such as 0.1");
        }
      }
    }

    private boolean holdsOut(ObjectNode config) {
      JsonNode fraction = config.path("training").path("validation").path("fraction");
      boolean varies = axes.stream().anyMatch(axis -> axis.path().startsWith(VALIDATION));
      return varies || (fraction.isNumber() && fraction.doubleValue() != 0);
    }

    private ObjectNode completed(ObjectNode file) throws ConfigException {
      JsonNode preset = file.remove("preset");
      if (preset == null) {
        return file;
      } else if (!preset.isTextual()) {
        throw wrong("preset", "it must be the name of one preset, such as \"cnn\"");
      }
      ObjectNode whole = JSON.valueToTree(new ConfigFiles().preset(preset.textValue()));
      merge(whole, file);
      return whole;
    }

    private static void merge(ObjectNode whole, ObjectNode changes) {
      changes
          .properties()
          .forEach(
              change -> {
                JsonNode value = change.getValue();
                if (whole.get(change.getKey()) instanceof ObjectNode inner
                    && value instanceof ObjectNode given
                    && !given.has("type")
                    && !isRange(given)) {
                  merge(inner, given);
                } else {
                  whole.set(change.getKey(), value);
                }
              });
    }

    private Search search(@Nullable JsonNode node) throws ConfigException {
      if (node == null) {
        return Search.grid();
      }
      if (!(node instanceof ObjectNode given)) {
        throw wrong("search", "it must be an object, such as {\"kind\": \"grid\"}");
      }
      refuseOthers("search", given, SEARCH);
      String kind = given.path("kind").asText();
      if (kind.equals("grid")) {
        if (given.has("number")) {
          throw wrong("search.number", "a grid tries all combinations; use \"kind\": \"random\"");
        }
        return Search.grid();
      } else if (!kind.equals("random")) {
        throw wrong("search.kind", "it must be \"grid\" or \"random\"");
      } else if (!given.path("number").isIntegralNumber()) {
        throw wrong("search.number", "a random search needs the number of runs, such as 20");
      } else if (given.has("seed") && !given.get("seed").isIntegralNumber()) {
        throw wrong("search.seed", "it must be a whole number");
      }
      return at(
          "search",
          () -> new Search(Optional.of(given.get("number").asInt()), given.path("seed").asLong(1)));
    }

    /** The node with the first value of whatever varies in it, which becomes an axis. */
    private JsonNode plain(JsonNode node, String path) throws ConfigException {
      if (node instanceof ObjectNode object) {
        if (isRange(object)) {
          return first(range(object, path));
        }
        ObjectNode copy = JSON.createObjectNode();
        for (var field : object.properties()) {
          String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          copy.set(field.getKey(), plain(field.getValue(), inner));
        }
        return copy;
      } else if (node instanceof ArrayNode list) {
        return isOneValue(list, path) ? elements(list, path) : first(choices(list, path));
      }
      return node;
    }

    private static boolean isOneValue(ArrayNode list, String path) {
      return LISTS.contains(path) && (list.isEmpty() || !list.get(0).isArray());
    }

    private ArrayNode elements(ArrayNode list, String path) throws ConfigException {
      ArrayNode copy = JSON.createArrayNode();
      for (int i = 0; i < list.size(); i++) {
        copy.add(plain(list.get(i), path + "[" + i + "]"));
      }
      return copy;
    }

    private JsonNode first(SweepAxis axis) {
      axes.add(axis);
      return JSON.valueToTree(axis.first());
    }

    private SweepAxis choices(ArrayNode list, String path) throws ConfigException {
      List<Object> values = new ArrayList<>();
      for (JsonNode value : list) {
        if (value.isNull()) {
          throw wrong(path, "a value in its list is null; give a value or leave it out");
        } else if (value instanceof ObjectNode object && isRange(object)) {
          throw wrong(path, "a list can't hold a range; give the values, or the range alone");
        }
        Object read = value(value);
        if (values.contains(read)) {
          throw wrong(path, "the value %s is in its list twice; leave one out".formatted(value));
        }
        values.add(read);
      }
      return at(path, () -> new SweepAxis.Choices(path, values));
    }

    private static Object value(JsonNode node) {
      try {
        return Objects.requireNonNull(JSON.treeToValue(node, Object.class));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("What was parsed can be read", e);
      }
    }

    private static boolean isRange(ObjectNode object) {
      return (object.has("from") || object.has("to")) && !object.has("type");
    }

    private SweepAxis range(ObjectNode object, String path) throws ConfigException {
      refuseOthers(path, object, RANGE);
      JsonNode from = object.path("from");
      JsonNode to = object.path("to");
      if (!from.isNumber() || !to.isNumber()) {
        throw wrong(path, "a range needs two numbers, such as {\"from\": 0.001, \"to\": 0.1}");
      }
      String scale = object.has("scale") ? object.get("scale").asText() : "linear";
      if (!scale.equals("log") && !scale.equals("linear")) {
        throw wrong(path, "the scale of a range must be \"log\" or \"linear\"");
      } else if (object.has("steps") && !object.get("steps").isInt()) {
        throw wrong(path, "the steps of a range must be a whole number, such as 5");
      }
      Optional<Integer> steps =
          object.has("steps") ? Optional.of(object.get("steps").intValue()) : Optional.empty();
      boolean isWhole = from.isIntegralNumber() && to.isIntegralNumber();
      return at(
          path,
          () ->
              new SweepAxis.Range(
                  path, from.doubleValue(), to.doubleValue(), scale.equals("log"), isWhole, steps));
    }

    private void refuseOthers(String path, ObjectNode object, Set<String> known)
        throws ConfigException {
      for (var field : object.properties()) {
        if (!known.contains(field.getKey())) {
          throw wrong(
              path,
              "there is no '%s'; known are %s"
                  .formatted(field.getKey(), String.join(", ", known.stream().sorted().toList())));
        }
      }
    }

    private interface Making<T> {
      T make();
    }

    /** Says where a value is wrong that is refused by what is made of it. */
    private <T> T at(String path, Making<T> making) throws ConfigException {
      try {
        return making.make();
      } catch (InvalidValueException e) {
        throw wrong(path, Reason.of(e));
      }
    }

    private ConfigException wrong(String path, String what) {
      return new ConfigException("%s, at %s: %s".formatted(origin, path, what));
    }
  }
}
