package digitscope.data.download;

import digitscope.io.Reason;
import digitscope.io.Worded;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the body of an answer to a file as it arrives. The thread that waits for it can see how
 * far it is, and end it; nothing is written after that.
 */
final class PartWriter implements BodySubscriber<Long> {
  private final CompletableFuture<Long> body = new CompletableFuture<>();
  private final FileChannel file;
  private final long limit;
  private final AtomicLong length;
  private volatile long arrivedAtNanos = System.nanoTime();
  private Flow.Subscription subscription = new NoSubscription();

  /** The file cannot be written; nothing is wrong with the mirror. */
  static final class DiskException extends IOException implements Worded {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(Reason.of(cause), cause);
    }
  }

  /** More arrives than the file can have. */
  static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param file closed at the end of the body, or when it is ended
   * @param length bytes that the file has already
   * @param limit bytes that the file may have
   */
  PartWriter(FileChannel file, long length, long limit) {
    this.file = file;
    this.length = new AtomicLong(length);
    this.limit = limit;
  }

  /** Bytes that the file has now. */
  long length() {
    return length.get();
  }

  /** When the newest byte arrived, by {@link System#nanoTime}. */
  long arrivedAtNanos() {
    return arrivedAtNanos;
  }

  /** Writes no more. */
  synchronized void end() {
    subscription.cancel();
    close();
    body.cancel(false);
  }

  @Override
  public CompletionStage<Long> getBody() {
    return body;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (body.isDone()) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (body.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        write(buffer);
      }
      arrivedAtNanos = System.nanoTime();
      subscription.request(1);
    } catch (IOException e) {
      subscription.cancel();
      onError(e);
    }
  }

  /** Writes bytes that arrived. */
  void write(ByteBuffer buffer) throws IOException {
    if (length.get() + buffer.remaining() > limit) {
      throw new TooMuchException();
    }
    try {
      while (buffer.hasRemaining()) {
        length.addAndGet(file.write(buffer));
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  @Override
  public synchronized void onError(Throwable error) {
    close();
    body.completeExceptionally(error);
  }

  @Override
  public synchronized void onComplete() {
    close();
    body.complete(length.get());
  }

  private void close() {
    try {
      file.close();
    } catch (IOException e) {
      body.completeExceptionally(new DiskException(e));
    }
  }

  /** Before there is a body. */
  private static final class NoSubscription implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
