package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as linkers wrote them on Debian 12 (glibc 2.36), Alpine 3.19 (musl) and macOS 14. */
final class LinkerMessageTest {
  @ParameterizedTest
  @CsvSource({
    "libgtk-3.so.0, libgtk-3-0, gtk3",
    "libX11.so.6, libx11-6, libX11",
    "libfreetype.so.6, libfreetype6, freetype",
    "libfontconfig.so.1, libfontconfig1, fontconfig",
    "libpango-1.0.so.0, libpango-1.0-0, pango",
    "libpangoft2-1.0.so.0, libpangoft2-1.0-0, pango",
    "libXtst.so.6, libxtst6, libXtst",
    "libgdk_pixbuf-2.0.so.0, libgdk-pixbuf-2.0-0, gdk-pixbuf2"
  })
  void namesTheMissingLibraryAndItsPackages(String library, String debian, String fedora) {
    String message =
        "/home/a/.openjfx/cache/21.0.12+2/amd64/libglassgtk3.so: "
            + library
            + ": cannot open shared object file: No such file or directory";

    assertThat(LinkerMessage.reason(message))
        .isEqualTo(
            "the system library %s is missing; install it (Debian or Ubuntu: apt install %s;"
                + " Fedora: dnf install %s)",
            library, debian, fedora);
  }

  @Test
  void namesALibraryWhosePackageIsNotKnown() {
    assertThat(
            LinkerMessage.reason(
                "libglass.so: libstrange-2.so.1: cannot open shared object file: No such file"))
        .isEqualTo("the system library libstrange-2.so.1 is missing; install it");
  }

  @Test
  void understandsOtherLinkers() {
    assertThat(
            LinkerMessage.reason(
                "Error loading shared library libgtk-3.so.0: No such file or directory (needed by"
                    + " /home/ann/.openjfx/libglassgtk3.so)"))
        .contains("libgtk-3.so.0 is missing");
    assertThat(
            LinkerMessage.reason(
                "dlopen(/x/libjniopenblas.dylib, 0x0001): Library not loaded:"
                    + " @rpath/libstrange.5.dylib"))
        .contains("libstrange.5.dylib is missing");
  }

  @Test
  void tellsWhatElseKeepsALibraryFromLoading() {
    String path = "/home/a/.javacpp/cache/libjniopenblas.so";
    assertThat(
            LinkerMessage.reason(path + ": " + path + ": failed to map segment from shared object"))
        .contains("noexec")
        .contains("DIGITSCOPE_LIBRARIES");
    assertThat(LinkerMessage.reason(path + ": /lib/libX11.so.6: file too short"))
        .contains("libX11.so.6 is damaged; reinstall it")
        .contains("libx11-6");
    assertThat(
            LinkerMessage.reason(
                path + ": /lib/libc.so.6: version `GLIBC_2.34' not found (required by " + path))
        .contains("too old");
    assertThat(LinkerMessage.reason(path + ": wrong ELF class: ELFCLASS32"))
        .contains("another type of processor");
    assertThat(
            LinkerMessage.reason(
                path + ": libopenblas_nolapack.so.0: cannot open shared object file: No such file"))
        .contains("not enough disk space");
    assertThat(LinkerMessage.reason("Error copying library to cache: No space left on device"))
        .contains("not enough disk space");
  }

  @Test
  void saysSomethingUsefulOfWhatItDoesNotKnow() {
    assertThat(LinkerMessage.reason("no glass in java.library.path: /usr/lib"))
        .contains("can't be loaded")
        .contains("DIGITSCOPE_LIBRARIES")
        .doesNotContain("glass");
  }
}
