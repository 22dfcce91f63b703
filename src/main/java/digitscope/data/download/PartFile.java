package digitscope.data.download;

import digitscope.io.AtomicFile;
import digitscope.io.GrowingFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of a download that has arrived, with a note beside it of where it came from. */
final class PartFile {
  private final Path file;
  private final Path note;

  /**
   * Where a part came from.
   *
   * @param address of the file
   * @param version what the server called this version of it: an entity tag or a date; may be empty
   */
  record Origin(String address, String version) {
    static final Origin UNKNOWN = new Origin("", "");
  }

  PartFile(Path file) {
    this.file = file;
    note = file.resolveSibling(file.getFileName() + ".origin");
  }

  Path file() {
    return file;
  }

  /** Bytes that have arrived; 0 if none. */
  long length() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  Origin origin() throws IOException {
    if (!Files.exists(note)) {
      return Origin.UNKNOWN;
    }
    List<String> lines = Files.readAllLines(note);
    return lines.size() < 2 ? Origin.UNKNOWN : new Origin(lines.get(0), lines.get(1));
  }

  /** Empties the file, to be filled from a place. */
  FileChannel begin(Origin origin) throws IOException {
    AtomicFile.write(note, origin.address() + "\n" + origin.version() + "\n");
    return GrowingFile.begin(file);
  }

  /** Opens the file to be filled further. */
  FileChannel append() throws IOException {
    return GrowingFile.append(file);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(note);
  }
}
