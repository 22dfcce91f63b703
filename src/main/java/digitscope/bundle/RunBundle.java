package digitscope.bundle;

import digitscope.io.AtomicFile;
import digitscope.io.AtomicFolder;
import digitscope.io.OutputFile;
import digitscope.io.OwnFolder;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A run in one zip file: its configuration, provenance, metrics, evaluations, notes, checkpoints
 * and moments, with a list of them and their checksums. Bundles may come from anywhere: they are
 * read only if they hold exactly what they list, and nothing but files of a run.
 */
public final class RunBundle {
  private static final System.Logger LOG = System.getLogger(RunBundle.class.getName());
  private static final int ID_DIGITS = 12;

  private final Path file;
  private final BundleLimits limits;

  /**
   * @param file the bundle, which is read by the other methods
   */
  public RunBundle(Path file) {
    this(file, BundleLimits.STANDARD);
  }

  RunBundle(Path file, BundleLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Whether a file is to be read as a bundle: by its name. */
  public static boolean isBundle(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Writes a bundle. The run may be trained meanwhile: what is deleted before it is read is left
   * out.
   *
   * @throws RunException if the run cannot be read, or the bundle cannot be written; what had its
   *     name is then untouched
   */
  public static void write(RunFolder run, Path out) throws RunException {
    try {
      OutputFile.write(out, stream -> write(run, stream));
    } catch (IOException e) {
      throw new RunException("%s cannot be written: %s".formatted(out, Reason.of(e)), e);
    }
  }

  private static void write(RunFolder run, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    List<BundleManifest.Item> items = new ArrayList<>();
    for (String name : BundleFiles.of(run.path())) {
      add(run.path().resolve(name), name, zip, items);
    }
    zip.putNextEntry(entry(BundleFiles.MANIFEST));
    zip.write(
        new BundleManifest(
                BundleManifest.FORMAT, run.config().name(), Provenance.programVersion(), items)
            .toBytes());
    zip.closeEntry();
    zip.finish();
    zip.flush();
  }

  private static void add(
      Path file, String name, ZipOutputStream zip, List<BundleManifest.Item> items)
      throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      zip.putNextEntry(entry(name));
      Digest digest = new Digest(zip);
      in.transferTo(digest);
      zip.closeEntry();
      items.add(new BundleManifest.Item(name, digest.bytes, digest.sha256()));
    } catch (NoSuchFileException e) {
      // A session that trains the run has just let go of this step.
      LOG.log(System.Logger.Level.DEBUG, "{0} is gone and was left out", name);
    }
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // the same run gives the same file
    return entry;
  }

  /**
   * Unpacks the bundle into a new folder.
   *
   * @param target must not exist, or be an empty folder
   * @throws RunException if the bundle is refused, or cannot be read or written; then nothing of it
   *     stays
   */
  public RunFolder unpack(Path target) throws RunException {
    RunFolder.refuseIfTaken(target);
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
        throw new RunException(
            "%s already exists; choose a new folder for the run".formatted(target));
      }
      try (ZipFile zip = open()) {
        unpack(zip, manifest(zip), target);
      }
    } catch (IOException e) {
      throw refusal(e);
    }
    return RunFolder.open(target);
  }

  /**
   * The run in the bundle, in a folder of a store that is named after what the bundle holds:
   * unpacked now, or when it was opened before.
   *
   * @throws RunException as {@link #unpack}
   */
  public RunFolder openIn(RunStore store) throws RunException {
    try (ZipFile zip = open()) {
      BundleManifest manifest = manifest(zip);
      Digest digest = new Digest(OutputStream.nullOutputStream());
      digest.write(manifest.toBytes());
      String name = manifest.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
      Path target =
          store
              .root()
              .resolve("bundle-%s-%s".formatted(name, digest.sha256().substring(0, ID_DIGITS)));
      if (!RunFolder.isRun(target)) {
        unpack(zip, manifest, target);
      }
      return RunFolder.open(target);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /**
   * Name of the run's configuration.
   *
   * @throws RunException if the bundle is refused
   */
  public String name() throws RunException {
    try (ZipFile zip = open()) {
      return manifest(zip).name();
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private RunException refusal(IOException e) {
    return new RunException("The bundle %s can't be used: %s".formatted(file, Reason.of(e)), e);
  }

  private ZipFile open() throws IOException {
    // Before Java looks at it.
    ZipDirectory.names(file, limits);
    return new ZipFile(file.toFile());
  }

  private BundleManifest manifest(ZipFile zip) throws IOException {
    Set<String> names = ZipDirectory.names(file, limits);
    ZipEntry entry = zip.getEntry(BundleFiles.MANIFEST);
    if (entry == null) {
      throw new WordedIOException(
          "it has no %s; choose a bundle made by 'export'".formatted(BundleFiles.MANIFEST));
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(limits.manifestBytes() + 1);
    }
    if (bytes.length > limits.manifestBytes()) {
      throw new WordedIOException("its list of files is too large; don't use this bundle");
    }
    BundleManifest manifest = BundleManifest.parse(bytes);
    manifest.checkEntries(names);
    if (manifest.bytes() > limits.bytes()) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT,
              "unpacked it takes %,d MB, more than the %,d MB that a bundle may take",
              manifest.bytes() >> 20,
              limits.bytes() >> 20));
    }
    return manifest;
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private void unpack(ZipFile zip, BundleManifest manifest, Path target) throws IOException {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(target); // it is empty
    }
    AtomicFolder.write(
        target,
        folder -> {
          for (BundleManifest.Item item : manifest.files()) {
            Path place = folder.resolve(item.path());
            Path parent = place.getParent();
            if (parent != null) {
              OwnFolder.make(parent);
            }
            AtomicFile.write(place, out -> unpack(zip, item, out));
          }
          checkRun(folder);
        });
  }

  /** Never more than was listed, whatever the zip file says of itself. */
  private static void unpack(ZipFile zip, BundleManifest.Item item, OutputStream out)
      throws IOException {
    ZipEntry entry = zip.getEntry(item.path());
    if (entry == null) {
      throw changed(item);
    }
    Digest digest = new Digest(out);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (digest.bytes + read > item.bytes()) {
          throw changed(item);
        }
        digest.write(buffer, 0, read);
      }
    }
    if (digest.bytes != item.bytes() || !digest.sha256().equals(item.sha256())) {
      throw changed(item);
    }
  }

  private static WordedIOException changed(BundleManifest.Item item) {
    return new WordedIOException(
        "its file %s is not the one that was exported; copy or download it again"
            .formatted(item.path()));
  }

  private static void checkRun(Path folder) throws IOException {
    try {
      RunFolder.open(folder, note -> {});
    } catch (RunException e) {
      String why = Reason.of(e).replace(folder + folder.getFileSystem().getSeparator(), "");
      throw new WordedIOException(why, e);
    }
  }

  /** Counts and digests what goes through it. */
  private static final class Digest extends FilterOutputStream {
    private final MessageDigest digest;
    private long bytes;

    Digest(OutputStream out) {
      super(out);
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      out.write(b, off, len);
      digest.update(b, off, len);
      bytes += len;
    }

    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
