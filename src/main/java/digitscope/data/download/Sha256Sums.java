package digitscope.data.download;

import digitscope.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code SHA256SUMS} of a folder, which {@code sha256sum --check} understands: what its
 * files were when they were put there.
 */
final class Sha256Sums {
  private static final String NAME = "SHA256SUMS";

  private final Path folder;

  Sha256Sums(Path folder) {
    this.folder = folder;
  }

  /** Writes a file of the folder, and then its sum. What fails leaves what was there. */
  void write(String name, AtomicFile.Content<RuntimeException> content) throws IOException {
    MessageDigest digest = Checksum.Algorithm.SHA256.begin();
    Files.createDirectories(folder);
    AtomicFile.write(
        folder.resolve(name),
        out -> {
          OutputStream summing = new DigestOutputStream(out, digest);
          content.writeTo(summing);
          summing.flush();
        });
    Map<String, String> sums = read();
    sums.put(name, HexFormat.of().formatHex(digest.digest()));
    StringBuilder text = new StringBuilder();
    sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
    AtomicFile.write(folder.resolve(NAME), text.toString());
  }

  /** The sum that was noted of a file, if both are there. */
  Optional<String> noted(String name) {
    return Files.isRegularFile(folder.resolve(name))
        ? Optional.ofNullable(read().get(name))
        : Optional.empty();
  }

  /** Whether a file is there, and what it was when it was put there. */
  boolean isSound(String name) {
    return noted(name).filter(sum -> sum.equals(sumOf(name))).isPresent();
  }

  private String sumOf(String name) {
    MessageDigest digest = Checksum.Algorithm.SHA256.begin();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** The sums by name; none if the file is missing or unreadable. */
  private Map<String, String> read() {
    Map<String, String> sums = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(NAME))) {
        String[] words = line.split("\\s+", 2);
        if (words.length == 2) {
          sums.put(words[1], words[0]);
        }
      }
    } catch (IOException e) {
      return new TreeMap<>();
    }
    return sums;
  }
}
