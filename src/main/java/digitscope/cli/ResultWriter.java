package digitscope.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints results as UTF-8, and remembers why they could not all be written. */
public final class ResultWriter extends PrintWriter {
  private final Watched stream;

  public ResultWriter(OutputStream out) {
    this(new Watched(out));
  }

  private ResultWriter(Watched stream) {
    super(stream, true, StandardCharsets.UTF_8);
    this.stream = stream;
  }

  /** Why some of the results are lost. */
  Optional<IOException> failure() {
    flush();
    return Optional.ofNullable(stream.failure);
  }

  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
