package digitscope.data.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A web server on a socket that does what it is told to do wrong, answer by answer. */
final class FaultyMirror implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stalled = new CountDownLatch(1);

  /**
   * What was asked for.
   *
   * @param range value of the header, empty for none
   * @param ifRange value of the header, empty for none
   * @param authorization what a proxy was told, empty for nothing
   */
  record Request(String path, String range, String ifRange, String authorization) {
    /** Where the part begins that was asked for. */
    int from() {
      return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }
  }

  /** Writes one answer; the connection is closed after it. */
  interface Answer {
    void write(Request request, byte[] content, OutputStream out) throws IOException;
  }

  FaultyMirror() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "mirror");
    thread.setDaemon(true);
    thread.start();
  }

  /** The folder that all files are in. */
  URI folder() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/");
  }

  void put(String path, byte[] content) {
    files.put("/" + path, content);
  }

  /** The next requests are answered so, one each; those after them correctly. */
  void next(Answer... answers) {
    faults.addAll(Arrays.asList(answers));
  }

  List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** Waits until an answer stands still. */
  void awaitStall() throws InterruptedException {
    stalled.await();
  }

  /** As it should be, with ranges. */
  static void correctly(Request request, byte[] content, OutputStream out) throws IOException {
    int from = request.from();
    if (from >= content.length && from > 0) {
      out.write(head(416, 0, "Content-Range: bytes */" + content.length));
    } else if (from > 0) {
      out.write(
          head(
              206,
              content.length - from,
              String.format(
                  Locale.ROOT,
                  "Content-Range: bytes %d-%d/%d",
                  from,
                  content.length - 1,
                  content.length)));
      out.write(content, from, content.length - from);
    } else {
      out.write(head(200, content.length, "ETag: \"first\""));
      out.write(content);
    }
  }

  /** Promises everything, sends this many bytes and hangs up. */
  static Answer breakingOffAfter(int count) {
    return (request, content, out) -> {
      int from = request.from();
      out.write(
          from > 0
              ? head(
                  206,
                  content.length - from,
                  String.format(
                      Locale.ROOT,
                      "Content-Range: bytes %d-%d/%d",
                      from,
                      content.length - 1,
                      content.length))
              : head(200, content.length, "ETag: \"first\""));
      out.write(content, from, Math.min(count, content.length - from));
    };
  }

  /** Sends everything from the start, whatever part was asked for. */
  static void withoutRanges(Request request, byte[] content, OutputStream out) throws IOException {
    out.write(head(200, content.length, "Accept-Ranges: none"));
    out.write(content);
  }

  /**
   * Says that there are this many bytes more (or fewer) than there are, and sends what there is.
   */
  static Answer lyingBy(int bytes) {
    return (request, content, out) -> {
      out.write(head(200, content.length + bytes, "Connection: close"));
      out.write(content);
    };
  }

  /** Sends other bytes of the same number. */
  static void otherBytes(Request request, byte[] content, OutputStream out) throws IOException {
    byte[] other = content.clone();
    other[other.length / 2] ^= 1;
    correctly(request, other, out);
  }

  static Answer status(int code) {
    return (request, content, out) -> out.write(head(code, 0, "Connection: close"));
  }

  static Answer redirectTo(String address) {
    return (request, content, out) -> out.write(head(302, 0, "Location: " + address));
  }

  /** Sends a page, as the portal of a hotel does. */
  static void portal(Request request, byte[] content, OutputStream out) throws IOException {
    byte[] page = "<html>Please sign in</html>".getBytes(StandardCharsets.UTF_8);
    out.write(head(200, page.length, "Content-Type: text/html"));
    out.write(page);
  }

  /** Sends without end. */
  static void endless(Request request, byte[] content, OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    byte[] chunk = new byte[1 << 16];
    while (true) {
      out.write("10000\r\n".getBytes(StandardCharsets.UTF_8));
      out.write(chunk);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Sends this many bytes, and then nothing until the other side hangs up. */
  Answer stallingAfter(int count) {
    return (request, content, out) -> {
      out.write(head(200, content.length, "ETag: \"first\""));
      out.write(content, 0, count);
      out.flush();
      stalled.countDown();
      throw new StandStill();
    };
  }

  private static final class StandStill extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static byte[] head(int status, long length, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "mirror's answer");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(socket).orElseThrow(() -> new IOException("no request"));
      requests.add(request);
      byte[] content = files.get(request.path());
      Answer fault = faults.poll();
      Answer answer =
          fault != null ? fault : content == null ? status(404) : FaultyMirror::correctly;
      try {
        answer.write(request, content == null ? new byte[0] : content, socket.getOutputStream());
      } catch (StandStill e) {
        // Until the other side hangs up, or the mirror is closed.
        int ignored = socket.getInputStream().read();
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      // The other side hung up.
    }
  }

  private static Optional<Request> read(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String first = in.readLine();
    if (first == null) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0], parts[1]);
    }
    return Optional.of(
        new Request(
            // A proxy is given whole addresses.
            first.split(" ", 3)[1].replaceFirst("^http://[^/]*", ""),
            headers.getOrDefault("Range", ""),
            headers.getOrDefault("If-Range", ""),
            headers.getOrDefault("Proxy-Authorization", "")));
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : new ArrayDeque<>(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
