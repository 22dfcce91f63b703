package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A configuration as a flat list of settings, each with its path. */
public final class Settings {
  private static final String NETWORK = "network";
  private static final JsonMapper JSON = StrictJson.mapper();

  private Settings() {}

  /**
   * The settings by their paths, such as {@code training.learningRate}, in the order of the file.
   * The layers of the network are left out.
   *
   * @return values as numbers, text, truth values, and lists
   */
  public static Map<String, Object> of(RunConfig config) {
    JsonNode tree = JSON.valueToTree(config);
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!field.getKey().equals(NETWORK)) {
        flatten(field.getKey(), field.getValue(), settings);
      }
    }
    return settings;
  }

  private static void flatten(String path, JsonNode node, Map<String, Object> settings) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> flatten(path + "." + field.getKey(), field.getValue(), settings));
    } else {
      settings.put(path, value(node));
    }
  }

  private static Object value(JsonNode node) {
    try {
      return Objects.requireNonNull(JSON.treeToValue(node, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A configuration can always be read", e);
    }
  }

  /**
   * A configuration with other values at some paths.
   *
   * @param values by path, such as {@code network[2].units}; a whole object or list may be given as
   *     a map or a list
   * @param origin where the values came from, for the message
   * @throws ConfigException if there is no such path, or a value can't be there
   */
  public static RunConfig with(RunConfig config, Map<String, Object> values, String origin)
      throws ConfigException {
    ObjectNode tree = JSON.valueToTree(config);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      set(tree, value.getKey(), JSON.valueToTree(value.getValue()), origin);
    }
    return new ConfigFiles().parse(tree, origin);
  }

  private static void set(ObjectNode tree, String path, JsonNode value, String origin)
      throws ConfigException {
    List<String> steps = List.of(path.replace("[", ".").replace("]", "").split("\\.", -1));
    JsonNode parent = tree;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = parent instanceof ArrayNode list ? list.path(index(step)) : parent.path(step);
    }
    String last = steps.get(steps.size() - 1);
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode list && index(last) < list.size()) {
      list.set(index(last), value);
    } else {
      throw new ConfigException("%s: there is no setting %s".formatted(origin, path));
    }
  }

  private static int index(String step) {
    return step.matches("\\d{1,6}") ? Integer.parseInt(step) : Integer.MAX_VALUE;
  }

  /**
   * Where two configurations differ. Networks of as many layers are compared setting by setting; of
   * others, whole layers are listed, less those that are the same at the beginning and the end.
   */
  public static List<SettingDifference> differences(RunConfig a, RunConfig b) {
    List<SettingDifference> found = new ArrayList<>();
    differences(of(a), of(b), found);
    networks(JSON.valueToTree(a.network()), JSON.valueToTree(b.network()), found);
    return List.copyOf(found);
  }

  private static void differences(
      Map<String, Object> a, Map<String, Object> b, List<SettingDifference> found) {
    Set<String> paths = new LinkedHashSet<>(a.keySet());
    paths.addAll(b.keySet());
    for (String path : paths) {
      Optional<Object> one = Optional.ofNullable(a.get(path));
      Optional<Object> other = Optional.ofNullable(b.get(path));
      if (!one.equals(other)) {
        found.add(new SettingDifference(path, one, other));
      }
    }
  }

  private static void networks(JsonNode a, JsonNode b, List<SettingDifference> found) {
    if (a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        Map<String, Object> one = new LinkedHashMap<>();
        Map<String, Object> other = new LinkedHashMap<>();
        flatten(layer(i), a.get(i), one);
        flatten(layer(i), b.get(i), other);
        differences(one, other, found);
      }
      return;
    }
    int fewer = Math.min(a.size(), b.size());
    int first = 0;
    while (first < fewer && a.get(first).equals(b.get(first))) {
      first++;
    }
    int last = 0;
    while (last < fewer - first && a.get(a.size() - 1 - last).equals(b.get(b.size() - 1 - last))) {
      last++;
    }
    for (int i = first; i < Math.max(a.size(), b.size()) - last; i++) {
      found.add(
          new SettingDifference(
              layer(i), within(a, i, a.size() - last), within(b, i, b.size() - last)));
    }
  }

  private static Optional<Object> within(JsonNode layers, int index, int end) {
    return index < end ? Optional.of(value(layers.get(index))) : Optional.empty();
  }

  private static String layer(int index) {
    return NETWORK + "[" + index + "]";
  }
}
