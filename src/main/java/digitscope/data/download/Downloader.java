package digitscope.data.download;

import digitscope.data.DataException;
import digitscope.data.Progress;
import digitscope.data.download.TransferException.Outlook;
import digitscope.io.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Downloads a file from the first mirror that delivers it correctly. What arrived before a
 * connection broke, or before the user cancelled, is kept and added to next time.
 */
final class Downloader {
  private static final long GENEROSITY = 1 << 20;

  /** More rounds than these are not made, even if each of them got a little further. */
  private static final int MOST_ROUNDS = 20;

  private final Path folder;
  private final Patience patience;
  private final HttpClient client;

  /**
   * How long to wait, and how often to try.
   *
   * @param connecting for a connection
   * @param silence while nothing arrives
   * @param pace while too little arrives
   * @param pause before all mirrors are tried once more
   * @param rounds in which nothing new arrived from any mirror
   */
  record Patience(
      Duration connecting, Duration silence, Pace.Least pace, Duration pause, int rounds) {
    static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            new Pace.Least(60_000, Duration.ofMinutes(1)),
            Duration.ofSeconds(2),
            3);
  }

  /** Takes a file that has arrived. */
  @FunctionalInterface
  interface Taker {
    /**
     * Checks and uses a file.
     *
     * @throws TransferException if it is not what it should be
     * @throws IOException if what is made of it cannot be written
     */
    void take(Path file) throws IOException;
  }

  /**
   * @param folder for what is not complete yet; it exists
   * @param proxies the way out
   */
  Downloader(Path folder, ProxySettings proxies, Patience patience) {
    this.folder = folder;
    this.patience = patience;
    client =
        proxies
            .applyTo(
                HttpClient.newBuilder()
                    .connectTimeout(patience.connecting())
                    .followRedirects(HttpClient.Redirect.NORMAL))
            .build();
  }

  /**
   * Downloads a file and hands it over; it is gone afterwards.
   *
   * @param title what the user calls what it is for
   * @param progress asked whether to go on
   * @param arrived hears how many bytes of the file are here
   * @throws DataException naming each mirror and what it did
   * @throws CancellationException if {@code progress} asked for the end
   */
  void fetch(String title, Download download, Taker taker, Progress progress, LongConsumer arrived)
      throws DataException {
    FileTransfer transfer =
        new FileTransfer(client, patience, 2 * download.size() + GENEROSITY, progress, arrived);
    List<URI> mirrors = new ArrayList<>(download.mirrors());
    Map<URI, String> problems = new LinkedHashMap<>();
    try {
      int idle = 0;
      for (int round = 0; round < MOST_ROUNDS && idle < patience.rounds(); round++) {
        if (round > 0) {
          pause(progress);
        }
        boolean isFurther = false;
        for (URI mirror : List.copyOf(mirrors)) {
          PartFile part = part(download, mirror);
          long before = part.length();
          try {
            transfer.get(mirror, part);
            taker.take(part.file());
            discardParts(download);
            return;
          } catch (TransferException e) {
            problems.put(mirror, Reason.of(e));
            boolean isHopeless = settle(e, part, before);
            isFurther |= part.length() > before;
            if (isHopeless) {
              mirrors.remove(mirror);
            }
          }
        }
        if (mirrors.isEmpty()) {
          break;
        }
        idle = isFurther ? 0 : idle + 1;
      }
    } catch (IOException e) {
      if (progress.isCancelled()) {
        // An interrupted thread cannot write either.
        throw new CancellationException("The download was cancelled");
      }
      throw new DataException(
          "%s could not be saved in %s: %s".formatted(download.fileName(), folder, Reason.of(e)),
          e);
    }
    throw new DataException(
        "%s could not be downloaded: %s; check the connection and try again, or use the bundled digits"
            .formatted(title, sentence(problems)));
  }

  /** Throws away what is of no use; says whether to ask this mirror no more. */
  private static boolean settle(TransferException problem, PartFile part, long before)
      throws IOException {
    if (problem.outlook() == Outlook.WRONG_BYTES) {
      part.delete();
      // Two halves of different files may have met: from the start, the mirror may send it
      // correctly.
      return before == 0;
    }
    return problem.outlook() == Outlook.GIVE_UP;
  }

  private static String sentence(Map<URI, String> problems) {
    return problems.entrySet().stream()
        .map(problem -> nameOf(problem.getKey()) + " " + problem.getValue())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String nameOf(URI mirror) {
    return mirror.getHost() == null
        ? String.valueOf(Path.of(mirror).getParent())
        : mirror.getHost();
  }

  /** Mirrors that compress differently have parts of their own. */
  private PartFile part(Download download, URI mirror) {
    String whose = download.isSameEverywhere() ? "" : "." + Integer.toHexString(mirror.hashCode());
    return new PartFile(folder.resolve(partName(download) + whose + ".part"));
  }

  private static String partName(Download download) {
    return download.path().replace('/', '_');
  }

  private void discardParts(Download download) throws IOException {
    try (var parts = Files.newDirectoryStream(folder, partName(download) + "*.part*")) {
      for (Path part : parts) {
        Files.delete(part);
      }
    }
  }

  private void pause(Progress progress) {
    long end = System.nanoTime() + patience.pause().toNanos();
    while (System.nanoTime() < end) {
      if (progress.isCancelled()) {
        throw new CancellationException("The download was cancelled");
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("The download was cancelled");
      }
    }
  }
}
