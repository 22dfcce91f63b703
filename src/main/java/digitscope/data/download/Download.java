package digitscope.data.download;

import digitscope.io.InvalidValueException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that can be downloaded.
 *
 * @param path what it is called, with its folder, on a mirror that has all files: {@code
 *     mnist/train-images-idx3-ubyte.gz}
 * @param mirrors where it is, the best place first
 * @param size approximate bytes, for display and progress; mirrors may compress it differently
 * @param checksum what was published of it; empty if nothing was
 */
public record Download(String path, List<URI> mirrors, long size, Optional<Checksum> checksum) {
  public Download {
    mirrors = List.copyOf(mirrors);
    if (path.startsWith("/") || path.contains("..") || size < 1) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "A download needs a relative path and a size, not '%s' and %d",
              path,
              size));
    }
  }

  /** The same file in the folders of others. */
  Download from(List<URI> folders) {
    return new Download(
        path, folders.stream().map(folder -> folder.resolve(path)).toList(), size, checksum);
  }

  /** Whether what arrives must be the same bytes from every mirror. */
  boolean isSameEverywhere() {
    return checksum.filter(sum -> sum.of() == Checksum.Of.PACKED).isPresent();
  }

  /** The last part of the path. */
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
