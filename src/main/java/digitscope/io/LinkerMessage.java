package digitscope.io;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system's linker says when it cannot load a native library, as Java hands it on in an
 * {@link UnsatisfiedLinkError}; and what it means.
 */
final class LinkerMessage {
  private static final String NAME = "(lib[\\w.+-]+?\\.(?:so[\\d.]*|dylib))";

  /** Of glibc, of musl, and of macOS. */
  private static final List<Pattern> MISSING =
      List.of(
          Pattern.compile(NAME + ": cannot open shared object file"),
          Pattern.compile("Error loading shared library " + NAME + ":"),
          Pattern.compile("Library not loaded: \\S*?" + NAME));

  /** What the program brings and unpacks itself: missing, if there was no room for all of it. */
  private static final Pattern OWN =
      Pattern.compile("lib(?:jni.*|openblas.*|nd4j.*|gfortran|gcc_s|quadmath|gomp)\\..*");

  private static final String NO_ROOM =
      ("there is not enough disk space to unpack native libraries; free some space, or set "
              + "%s to another folder")
          .formatted(NativeFolder.VARIABLE);

  private static final Pattern DAMAGED =
      Pattern.compile(NAME + ": (?:file too short|invalid ELF header|ELF load command)");
  private static final Pattern TOO_OLD = Pattern.compile("(lib[\\w.+-]+?\\.so[\\d.]*): version `");

  /** The packages of Debian and Fedora by the library's name without its version. */
  private static final Map<String, Packages> PACKAGES =
      Map.ofEntries(
          Map.entry("libgtk-3", new Packages("libgtk-3-0", "gtk3")),
          Map.entry("libgdk-3", new Packages("libgtk-3-0", "gtk3")),
          Map.entry("libX11", new Packages("libx11-6", "libX11")),
          Map.entry("libXtst", new Packages("libxtst6", "libXtst")),
          Map.entry("libXxf86vm", new Packages("libxxf86vm1", "libXxf86vm")),
          Map.entry("libGL", new Packages("libgl1", "mesa-libGL")),
          Map.entry("libfreetype", new Packages("libfreetype6", "freetype")),
          Map.entry("libfontconfig", new Packages("libfontconfig1", "fontconfig")),
          Map.entry("libpango-1.0", new Packages("libpango-1.0-0", "pango")),
          Map.entry("libpangocairo-1.0", new Packages("libpangocairo-1.0-0", "pango")),
          Map.entry("libpangoft2-1.0", new Packages("libpangoft2-1.0-0", "pango")),
          Map.entry("libatk-1.0", new Packages("libatk1.0-0", "atk")),
          Map.entry("libcairo", new Packages("libcairo2", "cairo")),
          Map.entry("libcairo-gobject", new Packages("libcairo-gobject2", "cairo-gobject")),
          Map.entry("libgdk_pixbuf-2.0", new Packages("libgdk-pixbuf-2.0-0", "gdk-pixbuf2")),
          Map.entry("libgio-2.0", new Packages("libglib2.0-0", "glib2")),
          Map.entry("libgobject-2.0", new Packages("libglib2.0-0", "glib2")),
          Map.entry("libgthread-2.0", new Packages("libglib2.0-0", "glib2")),
          Map.entry("libglib-2.0", new Packages("libglib2.0-0", "glib2")));

  private LinkerMessage() {}

  private record Packages(String debian, String fedora) {}

  /** What a message means, to go on after a colon: what is wrong and what to do. */
  static String reason(String message) {
    String lowerCase = message.toLowerCase(Locale.ROOT);
    Optional<String> missing = missing(message);
    if (missing.filter(name -> OWN.matcher(name).matches()).isPresent()) {
      return NO_ROOM;
    } else if (missing.isPresent()) {
      return "the system library %s is missing; install it%s"
          .formatted(missing.get(), howToInstall(missing.get()));
    }
    Matcher damaged = DAMAGED.matcher(message);
    if (damaged.find()) {
      return "the library %s is damaged; reinstall it%s"
          .formatted(damaged.group(1), howToInstall(damaged.group(1)));
    } else if (lowerCase.contains("failed to map segment")
        || lowerCase.contains("operation not permitted")) {
      return "programs can't run from the folders for cached and temporary files (mounted "
          + "noexec); set %s to another folder".formatted(NativeFolder.VARIABLE);
    } else if (lowerCase.contains("no space left")) {
      return NO_ROOM;
    } else if (TOO_OLD.matcher(message).find() || lowerCase.contains("glibc")) {
      return "the system's libraries are too old for this program; use a newer system";
    } else if (lowerCase.contains("wrong elf class") || lowerCase.contains("exec format")) {
      return "the native libraries are for another type of processor; install the program for "
          + "this one";
    }
    return "native libraries can't be loaded; free some disk space, or set %s to another folder"
        .formatted(NativeFolder.VARIABLE);
  }

  private static Optional<String> missing(String message) {
    return MISSING.stream()
        .map(pattern -> pattern.matcher(message))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private static String howToInstall(String library) {
    Packages packages = PACKAGES.get(library.replaceFirst("\\.(so|dylib).*$", ""));
    return packages == null
        ? ""
        : " (Debian or Ubuntu: apt install %s; Fedora: dnf install %s)"
            .formatted(packages.debian(), packages.fedora());
  }
}
