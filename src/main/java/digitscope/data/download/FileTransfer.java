package digitscope.data.download;

import digitscope.data.Progress;
import digitscope.data.download.TransferException.Outlook;
import digitscope.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Gets one file from one mirror, and goes on where an earlier attempt ended.
 *
 * <p>Source: RFC 9110, HTTP semantics, sections 13.1.5 (If-Range) and 14 (range requests).
 */
final class FileTransfer {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(?:(\\d+)|\\*)");
  private static final long GLANCE_MILLIS = 50;

  private final HttpClient client;
  private final Downloader.Patience patience;
  private final long limit;
  private final Progress progress;
  private final LongConsumer arrived;

  /** The body of an answer, once there is one. */
  private static final class Body {
    private volatile Optional<PartWriter> writer = Optional.empty();
  }

  /**
   * @param patience how long nothing, or too little, may arrive
   * @param limit bytes that a file may have
   * @param progress asked whether to go on
   * @param arrived hears how many bytes are here
   */
  FileTransfer(
      HttpClient client,
      Downloader.Patience patience,
      long limit,
      Progress progress,
      LongConsumer arrived) {
    this.client = client;
    this.patience = patience;
    this.limit = limit;
    this.progress = progress;
    this.arrived = arrived;
  }

  /**
   * Fills a part to the end.
   *
   * @throws TransferException if the mirror does not give the file; what came of it stays
   * @throws IOException if the part cannot be written
   * @throws CancellationException if {@code progress} asked for the end; what came of it stays
   */
  void get(URI address, PartFile part) throws IOException {
    if ("file".equals(address.getScheme())) {
      copy(Path.of(address), part);
    } else {
      download(address, part);
    }
  }

  private void copy(Path source, PartFile part) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(source);
        FileChannel out = part.begin(PartFile.Origin.UNKNOWN)) {
      PartWriter writer = new PartWriter(out, 0, limit);
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        throwIfCancelled();
        writer.write(ByteBuffer.wrap(buffer, 0, count));
        arrived.accept(writer.length());
      }
    } catch (NoSuchFileException e) {
      throw new TransferException("has no such file", Outlook.GIVE_UP, e);
    } catch (PartWriter.TooMuchException e) {
      throw tooMuch(e);
    }
  }

  private void download(URI address, PartFile part) throws IOException {
    long length = part.length();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("User-Agent", "Digitscope")
            .header("Accept-Encoding", "identity");
    if (length > 0) {
      request.header("Range", "bytes=" + length + "-");
      PartFile.Origin origin = part.origin();
      if (origin.address().equals(address.toString()) && !origin.version().isEmpty()) {
        request.header("If-Range", origin.version());
      }
    }
    Body body = new Body();
    CompletableFuture<HttpResponse<Long>> answer =
        client.sendAsync(request.build(), info -> subscribe(info, address, part, length, body));
    try {
      HttpResponse<Long> response = await(answer, body, length);
      check(response, length);
      arrived.accept(part.length());
    } finally {
      answer.cancel(true);
      body.writer.ifPresent(PartWriter::end);
    }
  }

  /** Chooses what to do with the body, when status and headers are known. */
  private BodySubscriber<Long> subscribe(
      HttpResponse.ResponseInfo info, URI address, PartFile part, long length, Body body) {
    boolean isRest = info.statusCode() == PARTIAL_CONTENT && startOf(info.headers()) == length;
    if (info.statusCode() != OK && !isRest) {
      return BodySubscribers.replacing(0L);
    }
    try {
      FileChannel file =
          isRest
              ? part.append()
              : part.begin(new PartFile.Origin(address.toString(), version(info.headers())));
      PartWriter opened = new PartWriter(file, isRest ? length : 0, limit);
      body.writer = Optional.of(opened);
      return opened;
    } catch (IOException e) {
      return BodySubscribers.mapping(
          BodySubscribers.discarding(),
          nothing -> {
            throw new UncheckedIOException(new PartWriter.DiskException(e));
          });
    }
  }

  /** Waits for the end of the body, looking now and then whether it is still wanted and comes. */
  private HttpResponse<Long> await(
      CompletableFuture<HttpResponse<Long>> answer, Body body, long length) throws IOException {
    long begun = System.nanoTime();
    Pace pace = new Pace(patience.pace(), begun, length);
    while (true) {
      throwIfCancelled();
      try {
        return answer.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        body.writer.ifPresent(w -> arrived.accept(w.length()));
        giveUpIfSlow(body, begun, pace, length);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw cancelled();
      } catch (ExecutionException e) {
        throw failed(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private void giveUpIfSlow(Body body, long begun, Pace pace, long length)
      throws TransferException {
    long now = System.nanoTime();
    if (now - body.writer.map(PartWriter::arrivedAtNanos).orElse(begun)
        > patience.silence().toNanos()) {
      throw new TransferException(
          String.format(
              Locale.ROOT, "sent nothing for %d s", Math.max(1, patience.silence().toSeconds())),
          Outlook.RETRY);
    }
    // A server may send the file from its start, though it was asked for the rest.
    long here = body.writer.map(PartWriter::length).orElse(length);
    if (pace.isTooSlow(now, here)) {
      throw new TransferException(
          String.format(
              Locale.ROOT,
              "sent less than %d kB in %d s",
              patience.pace().bytes() / 1000,
              Math.max(1, patience.pace().within().toSeconds())),
          Outlook.RETRY);
    }
  }

  /** Tells what the failure of an exchange means. */
  private static TransferException failed(Throwable cause) throws IOException {
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof PartWriter.DiskException disk) {
        throw disk;
      } else if (reason instanceof PartWriter.TooMuchException tooMuch) {
        return tooMuch(tooMuch);
      } else if (reason instanceof ConnectException || reason instanceof HttpTimeoutException) {
        return new TransferException("cannot be reached", Outlook.RETRY, cause);
      } else if (reason instanceof SSLException) {
        return new TransferException(
            "has no secure connection: %s".formatted(Reason.of(reason)), Outlook.RETRY, cause);
      }
    }
    return new TransferException("ended the connection early", Outlook.RETRY, cause);
  }

  private static TransferException tooMuch(IOException cause) {
    return new TransferException(
        "sent far more data than the file has", Outlook.WRONG_BYTES, cause);
  }

  private static void check(HttpResponse<?> response, long length) throws TransferException {
    int status = response.statusCode();
    if (status == RANGE_NOT_SATISFIABLE) {
      if (sizeOf(response.headers()) != length) {
        throw new TransferException("has a different file than before", Outlook.WRONG_BYTES);
      }
    } else if (status == PARTIAL_CONTENT && startOf(response.headers()) != length) {
      throw new TransferException("sent a different part than requested", Outlook.WRONG_BYTES);
    } else if (status != OK && status != PARTIAL_CONTENT) {
      boolean isPassing = status >= 500 || status == 408 || status == 429;
      throw new TransferException(
          "answered " + status, isPassing ? Outlook.RETRY : Outlook.GIVE_UP);
    }
  }

  /** What the server calls this version; empty if two versions might have the same name. */
  private static String version(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"))
        .orElse("");
  }

  private static long startOf(HttpHeaders headers) {
    return numberIn(headers, 1);
  }

  private static long sizeOf(HttpHeaders headers) {
    return numberIn(headers, 2);
  }

  /** A number of the header Content-Range; -1 without one. */
  private static long numberIn(HttpHeaders headers, int group) {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    try {
      return range.matches() && range.group(group) != null
          ? Long.parseLong(range.group(group))
          : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void throwIfCancelled() {
    if (progress.isCancelled()) {
      throw cancelled();
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("The download was cancelled");
  }
}
