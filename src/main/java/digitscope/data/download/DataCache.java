package digitscope.data.download;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.download.KnownSet.Role;
import digitscope.data.download.KnownSet.SetFile;
import digitscope.data.idx.IdxFiles;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sets of the catalogue that were downloaded, each in a folder of its own as four plain IDX
 * files. A set is downloaded once, checked, and only then here.
 */
public final class DataCache {
  private final Path folder;
  private final Catalogue catalogue;
  private final ProxySettings proxies;
  private final Downloader.Patience patience;

  /**
   * What is to be said of one file of a set that was downloaded.
   *
   * @param name in the folder of the set
   * @param state whether it is what it was
   * @param sha256 what it was when it was put there; empty if it is missing
   */
  public record FileCheck(String name, State state, String sha256) {
    /** Whether a file is what it was. */
    public enum State {
      SOUND,
      DAMAGED,
      MISSING
    }
  }

  /**
   * The cache of the user who runs the program.
   *
   * @param folder where sets are kept; made when it is needed
   */
  public DataCache(Path folder, Catalogue catalogue) {
    this(folder, catalogue, ProxySettings.ofUser(), Downloader.Patience.USUAL);
  }

  DataCache(Path folder, Catalogue catalogue, ProxySettings proxies, Downloader.Patience patience) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.proxies = proxies;
    this.patience = patience;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Where a set is or would be. */
  public Path folderOf(KnownSet set) {
    return folder.resolve(set.name());
  }

  /** Whether all of a set is here, at a glance: its bytes are not looked at. */
  public boolean holds(KnownSet set) {
    Sha256Sums sums = new Sha256Sums(folderOf(set));
    return fileNames().allMatch(name -> sums.noted(name).isPresent());
  }

  /** Looks at every byte of a set. */
  public List<FileCheck> check(KnownSet set) {
    Sha256Sums sums = new Sha256Sums(folderOf(set));
    return fileNames().map(name -> check(sums, name)).toList();
  }

  private static Stream<String> fileNames() {
    return Stream.concat(
        Arrays.stream(Role.values()).map(Role::fileName), Stream.of(IdxFiles.CLASSES));
  }

  private static FileCheck check(Sha256Sums sums, String name) {
    FileCheck.State state =
        sums.noted(name).isEmpty()
            ? FileCheck.State.MISSING
            : sums.isSound(name) ? FileCheck.State.SOUND : FileCheck.State.DAMAGED;
    return new FileCheck(name, state, sums.noted(name).orElse(""));
  }

  /**
   * Reads a set, which is downloaded first if it is not here, or is damaged.
   *
   * @throws DataException if it cannot be downloaded or read
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public DataSplits load(KnownSet set, Progress progress) throws DataException {
    if (holds(set)) {
      try {
        return read(set);
      } catch (DataException e) {
        // It is damaged: what is wrong with it is found and downloaded again.
      }
    }
    fetch(set, progress);
    return read(set);
  }

  private DataSplits read(KnownSet set) throws DataException {
    DataSplits splits = IdxFiles.read(folderOf(set));
    return new DataSplits(
        set.name(),
        splits.train().named(set.title() + ", training"),
        splits.test().named(set.title() + ", test"));
  }

  /**
   * Downloads what is missing or damaged of a set. An archive also leaves the other sets that are
   * in it.
   *
   * @throws DataException if no mirror gives it, or it cannot be written
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end; the
   *     next attempt goes on from there
   */
  public void fetch(KnownSet set, Progress progress) throws DataException {
    try {
      Files.createDirectories(folder);
      CacheLock lock = CacheLock.take(folder, progress);
      try {
        fetchLocked(set, progress);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new DataException(
          "%s, the folder for downloaded sets, cannot be written: %s"
              .formatted(folder, Reason.of(e)),
          e);
    }
  }

  private void fetchLocked(KnownSet set, Progress progress) throws DataException, IOException {
    Sha256Sums sums = new Sha256Sums(folderOf(set));
    List<Download> missing =
        set.files().stream()
            .filter(f -> !sums.isSound(f.role().fileName()))
            .map(SetFile::download)
            .distinct()
            .toList();
    Downloader downloader = new Downloader(folder, proxies, patience);
    Meter meter = new Meter(missing, progress);
    for (Download download : missing) {
      downloader.fetch(
          set.title(),
          download,
          packed -> unpack(download, packed),
          progress,
          bytes -> meter.arrived(download, bytes));
      meter.arrived(download, download.size());
    }
    if (!sums.isSound(IdxFiles.CLASSES)) {
      writeClasses(set);
    }
  }

  /** Unpacks everything that comes from a download. */
  private void unpack(Download download, Path packed) throws IOException {
    SetUnpacker.check(download, packed);
    for (KnownSet set : catalogue.sets()) {
      Sha256Sums sums = new Sha256Sums(folderOf(set));
      for (SetFile file : set.files()) {
        if (file.download().equals(download)) {
          sums.write(file.role().fileName(), out -> new SetUnpacker(set, file).unpack(packed, out));
        }
      }
      if (set.downloads().contains(download)) {
        writeClasses(set);
      }
    }
  }

  private void writeClasses(KnownSet set) throws IOException {
    String names = String.join("\n", set.classNames()) + "\n";
    new Sha256Sums(folderOf(set))
        .write(IdxFiles.CLASSES, out -> out.write(names.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds up several downloads. */
  private static final class Meter {
    private final Map<Download, Long> arrived = new LinkedHashMap<>();
    private final Progress progress;

    Meter(List<Download> downloads, Progress progress) {
      downloads.forEach(download -> arrived.put(download, 0L));
      this.progress = progress;
    }

    void arrived(Download download, long bytes) {
      arrived.put(download, Math.min(bytes, download.size()));
      long total = arrived.keySet().stream().mapToLong(Download::size).sum();
      long sum = arrived.values().stream().mapToLong(Long::longValue).sum();
      progress.downloaded(sum, total);
    }
  }
}
