package digitscope.data.download;

import digitscope.data.DataException;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sets that the program knows where to find.
 *
 * @param sets in the order in which they are offered
 */
public record Catalogue(List<KnownSet> sets) {
  /** Environment variable with the mirrors to use instead of those of the catalogue. */
  public static final String MIRROR = "DIGITSCOPE_MIRROR";

  public Catalogue {
    sets = List.copyOf(sets);
  }

  /** The set that a word means. */
  public Optional<KnownSet> find(String name) {
    return sets.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /**
   * The same sets, from other places.
   *
   * @param mirrors value of {@link #MIRROR}: addresses or directories, separated by spaces, each of
   *     which holds the files by their paths in the catalogue; blank to change nothing
   * @throws DataException if one of them is neither
   */
  public Catalogue from(String mirrors) throws DataException {
    if (mirrors.isBlank()) {
      return this;
    }
    try {
      List<URI> folders =
          Arrays.stream(mirrors.strip().split("\\s+")).map(Catalogue::folder).toList();
      return new Catalogue(sets.stream().map(set -> set.from(folders)).toList());
    } catch (IllegalArgumentException e) {
      throw new DataException(
          ("%s is '%s', but it must be an address such as https://example.org/sets/ or a "
                  + "folder: %s")
              .formatted(MIRROR, mirrors, Reason.of(e)),
          e);
    }
  }

  private static URI folder(String mirror) {
    String folder = mirror.endsWith("/") ? mirror : mirror + "/";
    if (!folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return URI.create(Path.of(folder).toAbsolutePath().toUri().toString().replaceAll("/*$", "/"));
    }
    URI address = URI.create(folder);
    if (!List.of("http", "https", "file").contains(address.getScheme())) {
      throw new InvalidValueException("it starts with " + address.getScheme() + ":");
    }
    return address;
  }
}
