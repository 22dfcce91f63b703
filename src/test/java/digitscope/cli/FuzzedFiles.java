package digitscope.cli;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.io.PlainText;
import digitscope.io.Reason;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.PreferencesFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** One sound file of each kind, and who reads it. */
final class FuzzedFiles {
  private static final int PIXELS = 28 * 28;
  private static final int IMAGES = 12;

  private final Path home;
  private final Terminal terminal;
  private final Path data;
  private final Path run;
  private final Path picture;
  private final int remembered;

  FuzzedFiles(Path home) throws Exception {
    this.home = home;
    terminal = new Terminal(home);
    data = Files.createDirectories(home.resolve("data"));
    run = home.resolve("run");
    picture = home.resolve("sound.png");
    writeData();
    Files.write(picture, encoded("png", BufferedImage.TYPE_BYTE_GRAY));
    Path config = home.resolve("config.json");
    Files.writeString(config, config(2));
    sound(terminal.run("train", "--config", config, "--run", run));
    remembered = RunFolder.open(run).history(Long.MAX_VALUE).evaluations().size();
    Path corrections = data.resolve("corrections.json");
    sound(terminal.run("data", "corrections", data, "--leave-out", "train:3", "--keep", "test:2"));
    sound(terminal.run("data", "corrections", data, "--relabel", "train:5=b"));
    if (!Files.exists(corrections)) {
      throw new IllegalStateException("There are no corrections beside the images");
    }
  }

  private static void sound(Terminal.Result result) {
    if (result.status() != 0) {
      throw new IllegalStateException(result.err());
    }
  }

  private void writeData() throws IOException {
    Random random = new Random(7);
    for (String part : List.of("train", "t10k")) {
      byte[] images = new byte[IMAGES * PIXELS];
      random.nextBytes(images);
      ByteBuffer file = ByteBuffer.allocate(16 + images.length);
      file.putInt(0x803).putInt(IMAGES).putInt(28).putInt(28).put(images);
      Files.write(data.resolve(part + "-images-idx3-ubyte"), file.array());
      ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        labels.put((byte) (i % 3));
      }
      Files.write(data.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
    Files.writeString(data.resolve("classes.txt"), "a\nb\nc\n");
  }

  private String config(int filters) throws Exception {
    RunConfig preset = new ConfigFiles().preset("cnn");
    RunConfig small =
        preset
            .withData(data.toString())
            .withNetwork(
                new NetworkSpec(
                    List.of(
                        new Conv2d(filters, 3, 3, 3, Padding.VALID, Activation.RELU),
                        new BatchNorm(Activation.LINEAR),
                        new Flatten(),
                        new Dropout(0.1),
                        new Dense(3, Activation.SOFTMAX))))
            .withTraining(
                preset
                    .training()
                    .with(
                        draft -> {
                          draft.epochs = 2;
                          draft.batchSize = 6;
                          draft.threads = 1;
                        }));
    return new ConfigFiles().format(small);
  }

  private static byte[] encoded(String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(19, 23, type);
    for (int y = 4; y < 19; y++) {
      image.setRGB(9, y, -1);
      image.setRGB(10, y, 0xff808080);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IllegalStateException("Java writes no " + format);
    }
    return out.toByteArray();
  }

  /** All of them. */
  List<FuzzedReader> readers() throws Exception {
    Path onnx = home.resolve("network.onnx");
    sound(terminal.run("export", run, "--format", "onnx", "--out", onnx));
    byte[] model = Files.readAllBytes(onnx);
    Path bundle = home.resolve("run.zip");
    sound(terminal.run("export", run, "--format", "bundle", "--out", bundle));
    byte[] packed = Files.readAllBytes(bundle);
    FuzzedReader.Reading unpack =
        () -> command("import", bundle, "--run", home.resolve("imported"));
    Path csv = home.resolve("images.csv");
    Path png = home.resolve("image.png");
    Path jpeg = home.resolve("image.jpg");
    Path preferences = Files.createDirectories(home.resolve("preferences"));
    Path drawings = Files.createDirectories(home.resolve("drawings")).resolve("drawings.txt");
    FuzzedReader.Reading predict = () -> command("predict", run, picture);
    FuzzedReader.Reading verify = () -> command("data", "verify", data);
    FuzzedReader.Reading take =
        () -> command("import", onnx, "--data", data, "--run", home.resolve("imported"));
    List<byte[]> pngs =
        List.of(
            encoded("png", BufferedImage.TYPE_BYTE_GRAY),
            encoded("png", BufferedImage.TYPE_4BYTE_ABGR),
            encoded("png", BufferedImage.TYPE_BYTE_INDEXED),
            encoded("png", BufferedImage.TYPE_USHORT_GRAY));
    List<byte[]> jpegs =
        List.of(
            encoded("jpg", BufferedImage.TYPE_BYTE_GRAY),
            encoded("jpg", BufferedImage.TYPE_3BYTE_BGR));
    return List.of(
        bytes("IDX images", data.resolve("train-images-idx3-ubyte"), verify),
        bytes("IDX labels", data.resolve("t10k-labels-idx1-ubyte"), verify),
        text("classes.txt", data.resolve("classes.txt"), verify),
        new FuzzedReader(
            "CSV", csv, csvs(), FuzzedFiles::damageText, () -> command("data", "verify", csv)),
        new FuzzedReader(
            "PNG", png, pngs, FuzzedFiles::damagePng, () -> command("predict", run, png)),
        new FuzzedReader(
            "JPEG", jpeg, jpegs, FuzzedFiles::damageBytes, () -> command("predict", run, jpeg)),
        new FuzzedReader("ONNX by bytes", onnx, List.of(model), FuzzedFiles::damageBytes, take),
        new FuzzedReader(
            "ONNX by structure",
            onnx,
            List.of(model),
            (seed, file, other) -> new OnnxMutator(seed).mutate(file),
            take),
        new FuzzedReader("bundle", bundle, List.of(packed), FuzzedFiles::damageBytes, unpack),
        new FuzzedReader(
            "checkpoint",
            newest("checkpoints", "step-"),
            List.of(Files.readAllBytes(newest("checkpoints", "step-"))),
            FuzzedFiles::damageNpz,
            this::newestCheckpoint),
        new FuzzedReader(
            "history",
            newest("history", "step-"),
            List.of(Files.readAllBytes(newest("history", "step-"))),
            FuzzedFiles::damageNpz,
            this::history),
        new FuzzedReader(
            "moment",
            newest("moments", "step-"),
            List.of(Files.readAllBytes(newest("moments", "step-"))),
            FuzzedFiles::damageNpz,
            this::newestMoment),
        new FuzzedReader(
            "labels of moments",
            newest("moments", "labels"),
            List.of(Files.readAllBytes(newest("moments", "labels"))),
            FuzzedFiles::damageNpz,
            this::labelsOfMoments),
        text("configuration of a run", run.resolve("config.json"), predict),
        new FuzzedReader(
            "configuration",
            home.resolve("own.json"),
            List.of(
                config(3).getBytes(StandardCharsets.UTF_8),
                new ConfigFiles()
                    .format(new ConfigFiles().preset("mlp"))
                    .getBytes(StandardCharsets.UTF_8)),
            FuzzedFiles::damageText,
            () -> configuration(home.resolve("own.json"))),
        text("provenance", run.resolve("provenance.json"), predict),
        text("corrections", data.resolve("corrections.json"), verify),
        new FuzzedReader(
            "preferences",
            preferences.resolve("window.properties"),
            List.of(
                "window.x=12.0\nwindow.width=1280\nwindow.maximized=true\npage=DRAW\ndark=true\n"
                    .concat("gallery.order=MARGIN\ngallery.zoom=SMALL\n")
                    .getBytes(StandardCharsets.ISO_8859_1)),
            FuzzedFiles::damageText,
            () -> preferences(preferences, false)),
        new FuzzedReader(
            "setup of the window",
            preferences.resolve("setup.json"),
            List.of(config(2).getBytes(StandardCharsets.UTF_8)),
            FuzzedFiles::damageText,
            () -> preferences(preferences, true)),
        text("metrics", run.resolve("metrics.csv"), this::metrics),
        text("evaluations", run.resolve("evaluations.jsonl"), this::evaluations),
        new FuzzedReader(
            "drawings",
            drawings,
            List.of(
                "digitscope drawings 1\ndrawing\npen 0.1 0.2 0.3 0.4\neraser 0.5 0.5\ndrawing\n"
                    .getBytes(StandardCharsets.UTF_8)),
            FuzzedFiles::damageText,
            () -> drawings(home.resolve("drawings"))));
  }

  private Path newest(String folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve(folder))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static List<byte[]> csvs() {
    StringBuilder bare = new StringBuilder();
    StringBuilder quoted = new StringBuilder("label;p0;p1;p2;p3\n");
    for (int i = 0; i < 12; i++) {
      bare.append(i % 3).append(",0,").append(10 * i).append(",255,7\n");
      quoted.append("\"class; ").append(i % 2).append("\";0;255;17;").append(i).append('\n');
    }
    return List.of(
        bare.toString().getBytes(StandardCharsets.UTF_8),
        quoted.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static FuzzedReader bytes(String name, Path file, FuzzedReader.Reading reading)
      throws IOException {
    return new FuzzedReader(
        name, file, List.of(Files.readAllBytes(file)), FuzzedFiles::damageBytes, reading);
  }

  private static FuzzedReader text(String name, Path file, FuzzedReader.Reading reading)
      throws IOException {
    return new FuzzedReader(
        name, file, List.of(Files.readAllBytes(file)), FuzzedFiles::damageText, reading);
  }

  private static byte[] damageBytes(long seed, byte[] file, byte[] other) {
    return new Mutator(seed).bytes(file, other);
  }

  private static byte[] damageText(long seed, byte[] file, byte[] other) {
    return new Mutator(seed).text(file, other);
  }

  private static byte[] damagePng(long seed, byte[] file, byte[] other) {
    return new Mutator(seed).png(file, other);
  }

  private static byte[] damageNpz(long seed, byte[] file, byte[] other) {
    return new Mutator(seed).npz(file, other);
  }

  private String command(Object... arguments) throws IOException {
    Terminal.Result result = terminal.run(arguments);
    delete(home.resolve("imported"));
    if (result.status() == 0) {
      return "";
    }
    if (result.status() != 1) {
      throw new IllegalStateException("It ended with status " + result.status());
    }
    // Progress and notes come before what is wrong.
    List<String> lines = result.err().lines().toList();
    String last = lines.isEmpty() ? "nothing was said" : lines.get(lines.size() - 1);
    return last.replaceFirst("^digitscope: ", "");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String configuration(Path file) {
    try {
      new ConfigFiles().read(file);
      return "";
    } catch (ConfigException e) {
      return Reason.of(e);
    }
  }

  /** The window starts with whatever it can read of them. */
  private static String preferences(Path folder, boolean setup) {
    PreferencesFolder preferences = new PreferencesFolder(folder);
    preferences.load();
    return preferences.loadSetup().isPresent() || !setup ? "" : "The default is taken.";
  }

  private static String drawings(Path folder) {
    try {
      new DrawingFile(folder).load();
      return "";
    } catch (IOException e) {
      return Reason.of(e);
    }
  }

  private String metrics() {
    try {
      RunFolder.open(run).metrics(Long.MAX_VALUE);
      return "";
    } catch (RunException e) {
      return Reason.of(e);
    }
  }

  private String evaluations() {
    try {
      RunFolder.open(run).evaluations();
      return "";
    } catch (RunException e) {
      return Reason.of(e);
    }
  }

  /** Asked for by its step, it has none before it to fall back to. */
  private String newestCheckpoint() throws IOException {
    try {
      RunFolder.open(run).checkpoint(step(newest("checkpoints", "step-")));
      return "";
    } catch (RunException e) {
      return Reason.of(e);
    }
  }

  /** Where it cannot be read, there is a checkpoint of its step, and a note. */
  private String newestMoment() throws IOException {
    List<String> notes = new ArrayList<>();
    try {
      RunFolder.open(run, notes::add).timeline().at(step(newest("moments", "step-")));
      return PlainText.sentence(String.join(" ", notes));
    } catch (RunException e) {
      return Reason.of(e);
    }
  }

  /** Without labels there are weights all the same. */
  private String labelsOfMoments() throws IOException {
    List<String> notes = new ArrayList<>();
    long step = step(newest("moments", "step-"));
    try {
      if (RunFolder.open(run, notes::add).timeline().at(step).parameters().isEmpty()) {
        throw new IllegalStateException("The weights are lost with the labels");
      }
      return PlainText.sentence(String.join(" ", notes));
    } catch (RunException e) {
      return Reason.of(e);
    }
  }

  private static long step(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
  }

  /** What cannot be read is left out, and the rest of the run stays as it is. */
  private String history() {
    try {
      int read = RunFolder.open(run).history(Long.MAX_VALUE).evaluations().size();
      return read == remembered ? "" : "It is left out.";
    } catch (RunException e) {
      return Reason.of(e);
    }
  }
}
