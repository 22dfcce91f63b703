package digitscope.session;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is on its way from any thread to the owner of a network, in order, and all who wait for an
 * answer.
 *
 * @param <O> the owner
 */
final class Inbox<O> {
  private final LinkedBlockingQueue<Consumer<O>> events = new LinkedBlockingQueue<>();
  private final Map<Object, CompletableFuture<?>> unanswered = new ConcurrentHashMap<>();
  private final Map<Class<?>, CompletableFuture<?>> newest = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Adds what the owner is to do; it wakes. */
  void add(Consumer<O> event) {
    events.add(event);
  }

  /**
   * Adds a command.
   *
   * @param handler hands it over, on the owner's thread
   * @return its answer; cancelled if a newer command replaces this one, or the inbox is closed
   *     first
   */
  <R> CompletableFuture<R> submit(Command<R> command, BiConsumer<O, CompletableFuture<R>> handler) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Class<?> kind = command.getClass();
    Object ticket = new Object();
    unanswered.put(ticket, answer);
    if (command.replacesOlder()) {
      CompletableFuture<?> older = newest.put(kind, answer);
      if (older != null) {
        older.cancel(false);
      }
    }
    var unused =
        answer.whenComplete(
            (result, problem) -> {
              unanswered.remove(ticket);
              newest.remove(kind, answer);
            });
    events.add(owner -> handler.accept(owner, answer));
    if (closed) {
      answer.cancel(false);
    }
    return answer;
  }

  /** Does what there is, on the owner's thread, after waiting so long at most for the first. */
  void handle(O owner, long nanos) throws InterruptedException {
    Consumer<O> event = events.poll(nanos, TimeUnit.NANOSECONDS);
    while (event != null) {
      event.accept(owner);
      event = events.poll();
    }
  }

  /** Cancels every answer that is still waited for, from now on. */
  void close() {
    closed = true;
    unanswered.values().forEach(answer -> answer.cancel(false));
  }
}
