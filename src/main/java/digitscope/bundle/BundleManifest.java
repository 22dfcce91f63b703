package digitscope.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.FormatVersion;
import digitscope.config.StrictJson;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle holds.
 *
 * @param format always {@link #FORMAT}
 * @param name of the run's configuration
 * @param program version of the program that wrote the bundle
 * @param files in the order in which they are unpacked
 */
record BundleManifest(String format, String name, String program, List<Item> files) {
  static final String FORMAT = "digitscope run";

  private static final int LONGEST_NAME = 200;
  private static final JsonMapper JSON = StrictJson.mapper();

  /**
   * A file of the run.
   *
   * @param path below the run's folder, with {@code /}
   * @param bytes its size
   * @param sha256 of its content, hexadecimal
   */
  record Item(String path, long bytes, String sha256) {}

  BundleManifest {
    files = List.copyOf(files);
  }

  /** As a file. */
  byte[] toBytes() throws IOException {
    ObjectNode fields = FormatVersion.put(JSON.valueToTree(this));
    return (JSON.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads it.
   *
   * @throws IOException if it is none, or lists what no run has
   */
  static BundleManifest parse(byte[] file) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      if (!(JSON.readTree(text) instanceof ObjectNode fields)) {
        throw damaged("it must be an object in { }", null);
      }
      FormatVersion.take(fields);
      BundleManifest read = JSON.treeToValue(fields, BundleManifest.class);
      read.check();
      return read;
    } catch (JsonProcessingException e) {
      throw damaged(StrictJson.problem(e), e);
    } catch (CharacterCodingException e) {
      throw damaged("it is not UTF-8 text", e);
    }
  }

  private static WordedIOException damaged(String why, @Nullable Throwable cause) {
    String said = "its list of files, %s, is damaged: %s".formatted(BundleFiles.MANIFEST, why);
    return cause == null ? new WordedIOException(said) : new WordedIOException(said, cause);
  }

  private void check() throws WordedIOException {
    if (!format.equals(FORMAT) || name.length() > LONGEST_NAME) {
      throw new WordedIOException("it is a bundle of something else; choose one made by 'export'");
    }
    Set<String> seen = new HashSet<>();
    for (Item item : files) {
      BundleFiles.check(item.path());
      if (!seen.add(item.path()) || item.bytes() < 0 || !item.sha256().matches("[0-9a-f]{64}")) {
        throw damaged(
            "its line about %s makes no sense".formatted(BundleFiles.shown(item.path())), null);
      }
    }
    if (!seen.contains(BundleFiles.CONFIG)) {
      throw damaged("it lists no %s".formatted(BundleFiles.CONFIG), null);
    }
  }

  /**
   * Refuses a bundle whose files are not those that are listed.
   *
   * @param entries names in the bundle, each once
   */
  void checkEntries(Set<String> entries) throws WordedIOException {
    Set<String> missing = new HashSet<>(Set.of(BundleFiles.MANIFEST));
    files.forEach(item -> missing.add(item.path()));
    Set<String> extra = new HashSet<>(entries);
    extra.removeAll(missing);
    missing.removeAll(entries);
    refuse(missing, "is missing");
    refuse(extra, "was added later");
  }

  private static void refuse(Set<String> names, String what) throws WordedIOException {
    if (!names.isEmpty()) {
      String first = names.stream().sorted().findFirst().orElseThrow();
      throw new WordedIOException(
          String.format(
              Locale.ROOT,
              "its file %s%s %s; export it again",
              BundleFiles.shown(first),
              names.size() == 1 ? "" : " (and " + (names.size() - 1) + " more)",
              what));
    }
  }

  /** What all files take. */
  long bytes() {
    return files.stream().mapToLong(Item::bytes).reduce(0, BundleManifest::added);
  }

  private static long added(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }
}
