package digitscope.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.io.Reason;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.TinyTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunBundleTest {
  private static final String NOTES = "notes.json";
  private static final String MOMENT = "moments/step-000003.npz";

  @TempDir private Path temp = Path.of("");

  private Path run() {
    return temp.resolve("run");
  }

  private Path bundle() {
    return temp.resolve("run.zip");
  }

  private Path target() {
    return temp.resolve("runs/unpacked");
  }

  private void put(String name, String content) throws IOException {
    Path file = run().resolve(name);
    Files.createDirectories(run().resolve("moments/deeper"));
    Files.writeString(file, content);
  }

  @BeforeEach
  void exportARun() throws Exception {
    RunFolder.create(run(), TinyTask.config(), Provenance.now(TinyTask.data())).release();
    put("metrics.csv", "metric,step,value\nversion,0,2\n");
    put(NOTES, "{\"version\": 2, \"name\": \"n\", \"note\": \"\", \"tags\": []}");
    put(MOMENT, "not read by anything here".repeat(1000));
    put("moments/notes.txt", "no file of a run");
    put("moments/.digitscope-0123456789abcdef.tmp", "half written");
    put("moments/deeper/step-000004.npz", "too deep");
    put("secret.key", "not carried along");
    Files.createSymbolicLink(run().resolve("moments/labels.npz"), run().resolve("secret.key"));
    RunBundle.write(RunFolder.open(run()), bundle());
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        all.put(name, Files.readAllBytes(file));
      }
    }
    return all;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle().toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] content(Map<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name));
  }

  private void write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    Files.write(bundle(), bytes.toByteArray());
  }

  /** Lists a file in the manifest as if the bundle had been exported with it. */
  private static void list(Map<String, byte[]> entries, String name, byte[] content)
      throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(entries.get("manifest.json"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    ((ArrayNode) manifest.get("files"))
        .addObject()
        .put("path", name)
        .put("bytes", content.length)
        .put("sha256", HexFormat.of().formatHex(digest));
    entries.put("manifest.json", json.writeValueAsBytes(manifest));
    entries.put(name, content);
  }

  private void refuses(String... parts) throws IOException {
    refuses(BundleLimits.STANDARD, parts);
  }

  /** In one sentence, and nothing stays of it. */
  private void refuses(BundleLimits limits, String... parts) throws IOException {
    assertThatThrownBy(() -> new RunBundle(bundle(), limits).unpack(target()))
        .isInstanceOf(RunException.class)
        .satisfies(
            e ->
                assertThat(Reason.of(e))
                    .contains(parts)
                    .contains("run.zip")
                    .doesNotContain("\n", "Exception", ".tmp"));
    assertNothingStays();
  }

  private void assertNothingStays() throws IOException {
    assertThat(target()).doesNotExist();
    Path around = temp.resolve("runs");
    if (Files.exists(around)) {
      assertThat(contents(around)).isEmpty();
    }
    try (Stream<Path> beside = Files.list(temp)) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .doesNotContain("evil.json", "evil")
          .isSubsetOf("run", "run.zip", "runs");
    }
  }

  @Test
  void carriesEveryFileOfARunAndNothingElse() throws Exception {
    RunFolder unpacked = new RunBundle(bundle()).unpack(target());
    assertThat(unpacked.config()).isEqualTo(TinyTask.config());
    Map<String, byte[]> there = contents(target());
    assertThat(there)
        .containsOnlyKeys("config.json", "metrics.csv", MOMENT, NOTES, "provenance.json");
    for (Map.Entry<String, byte[]> file : there.entrySet()) {
      assertThat(file.getValue()).isEqualTo(Files.readAllBytes(run().resolve(file.getKey())));
    }
  }

  @Test
  void theSameRunGivesTheSameBundle() throws Exception {
    Path again = temp.resolve("again.zip");
    RunBundle.write(RunFolder.open(run()), again);
    assertThat(again).hasSameBinaryContentAs(bundle());
    RunFolder unpacked = new RunBundle(bundle()).unpack(target());
    RunBundle.write(unpacked, again);
    assertThat(again).as("bundled elsewhere").hasSameBinaryContentAs(bundle());
  }

  @Test
  void unpacksIntoAnEmptyFolderOnly() throws Exception {
    Files.createDirectories(target());
    assertThat(new RunBundle(bundle()).unpack(target()).path()).isEqualTo(target());
    assertThatThrownBy(() -> new RunBundle(bundle()).unpack(target()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("already exists; choose a new folder");
  }

  @Test
  void opensTheSameBundleInTheSameFolder() throws Exception {
    RunStore store = new RunStore(temp.resolve("store"));
    Path first = new RunBundle(bundle()).openIn(store).path();
    Files.writeString(first.resolve(NOTES), "changed since");
    Path second = new RunBundle(bundle()).openIn(store).path();
    assertThat(second).isEqualTo(first).hasParentRaw(store.root());
    assertThat(second.resolve(NOTES)).hasContent("changed since");
    put(NOTES, "{\"version\": 2, \"name\": \"m\", \"note\": \"\", \"tags\": []}");
    RunBundle.write(RunFolder.open(run()), bundle());
    assertThat(new RunBundle(bundle()).openIn(store).path()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.json",
        "moments/../../evil.json",
        "/evil.json",
        "..\\evil.json",
        "c:evil.json",
      })
  void refusesToWriteOutsideItsFolder(String name) throws Exception {
    Map<String, byte[]> entries = entries();
    list(entries, name, "{}".getBytes(StandardCharsets.UTF_8));
    write(entries);
    refuses("would be written outside the run's folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.sh", "moments/", "bin/x.json", "moments/step-1.npz.exe", ".lock"})
  void refusesWhatIsNoFileOfARun(String name) throws Exception {
    Map<String, byte[]> entries = entries();
    list(entries, name, new byte[0]);
    write(entries);
    refuses("'" + name + "' is no file of a run");
  }

  @Test
  void refusesLinks() throws Exception {
    byte[] bytes = Files.readAllBytes(bundle());
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = zip.getInt(bytes.length - 6);
    zip.put(directory + 5, (byte) 3);
    zip.putInt(directory + 38, 0120777 << 16);
    Files.write(bundle(), bytes);
    refuses("is a link, not a file");
  }

  @Test
  void refusesWhatWasCutAnywhere() throws Exception {
    byte[] whole = Files.readAllBytes(bundle());
    for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
      Files.write(bundle(), Arrays.copyOf(whole, length));
      refuses("was cut off");
    }
    Files.write(bundle(), Arrays.copyOf(whole, whole.length - 1));
    refuses("was cut off");
  }

  @Test
  void refusesWhatIsNoBundle() throws Exception {
    Files.writeString(bundle(), "no zip file at all, but long enough to be one of them");
    refuses("not a zip file");
    write(Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8)));
    refuses("has no manifest.json");
    Files.delete(bundle());
    refuses("does not exist");
  }

  @Test
  void refusesMissingExtraAndChangedFiles() throws Exception {
    Map<String, byte[]> whole = entries();
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.remove(MOMENT);
    write(entries);
    refuses(MOMENT + " is missing");
    entries = new LinkedHashMap<>(whole);
    entries.put("moments/step-000009.npz", new byte[3]);
    write(entries);
    refuses("moments/step-000009.npz was added later");
    entries = new LinkedHashMap<>(whole);
    byte[] changed = content(whole, MOMENT).clone();
    changed[77]++;
    entries.put(MOMENT, changed);
    write(entries);
    refuses(MOMENT + " is not the one that was exported");
    entries.put(MOMENT, Arrays.copyOf(changed, changed.length - 1));
    write(entries);
    refuses(MOMENT + " is not the one that was exported");
  }

  @Test
  void refusesAListThatMakesNoSense() throws Exception {
    Map<String, byte[]> entries = entries();
    list(entries, MOMENT, content(entries, MOMENT));
    write(entries);
    refuses("its line about " + MOMENT + " makes no sense");
    entries.put("manifest.json", "[]".getBytes(StandardCharsets.UTF_8));
    write(entries);
    refuses("manifest.json, is damaged");
    entries.put("manifest.json", "{\"version\": 99}".getBytes(StandardCharsets.UTF_8));
    write(entries);
    refuses("newer than this program");
  }

  @Test
  void refusesARunThatCannotBeOpened() throws Exception {
    Map<String, byte[]> entries = entries();
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(entries.get("manifest.json"));
    ArrayNode files = (ArrayNode) manifest.get("files");
    for (int i = files.size() - 1; i >= 0; i--) {
      if (files.get(i).get("path").asText().equals("config.json")) {
        files.remove(i);
      }
    }
    entries.put("manifest.json", json.writeValueAsBytes(manifest));
    list(entries, "config.json", "{}".getBytes(StandardCharsets.UTF_8));
    write(entries);
    refuses("config.json");
  }

  /** The bytes that come out count, whatever the zip file says of them. */
  @Test
  void refusesToUnpackMoreThanItLists() throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put(MOMENT, new byte[50_000_000]);
    write(entries);
    byte[] bytes = Files.readAllBytes(bundle());
    assertThat(bytes.length).as("packed").isLessThan(200_000);
    refuses(MOMENT + " is not the one that was exported");
  }

  @Test
  void refusesBundlesBeyondItsLimits() throws Exception {
    BundleLimits standard = BundleLimits.STANDARD;
    int files = entries().size();
    refuses(
        new BundleLimits(files - 1, standard.directoryBytes(), standard.manifestBytes(), 1 << 30),
        "it has " + files + " files or more, but a bundle may have " + (files - 1));
    refuses(
        new BundleLimits(files, standard.directoryBytes(), standard.manifestBytes(), 1 << 14),
        "unpacked it takes 0 MB, more than the 0 MB");
    refuses(
        new BundleLimits(files, 100, standard.manifestBytes(), 1 << 30), "directory is damaged");
    refuses(
        new BundleLimits(files, standard.directoryBytes(), 100, 1 << 30),
        "list of files is too large");
    new RunBundle(bundle(), new BundleLimits(files, 1 << 20, 1 << 20, 1 << 20)).unpack(target());
  }

  @Test
  void leavesWhatWasThereWhenItCannotBeWritten() throws Exception {
    Files.delete(run().resolve("config.json"));
    Files.createSymbolicLink(run().resolve("config.json"), temp.resolve("nowhere"));
    byte[] before = Files.readAllBytes(bundle());
    RunFolder open = new RunBundle(bundle()).unpack(target());
    Path folder = temp.resolve("folder.zip");
    Files.createDirectory(folder);
    assertThatThrownBy(() -> RunBundle.write(open, folder)).hasMessageContaining("it is a folder");
    assertThat(bundle()).hasBinaryContent(before);
    assertThat(List.of("a.ZIP", "b.zip")).allMatch(name -> RunBundle.isBundle(Path.of(name)));
    assertThat(RunBundle.isBundle(Path.of("c.onnx"))).isFalse();
  }
}
