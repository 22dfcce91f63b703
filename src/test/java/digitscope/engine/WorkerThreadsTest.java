package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
  private static final String SENTENCE =
      "A worker failed while training: programs can't run from the folders for "
          + "cached and temporary files (mounted noexec); set";

  @Test
  void failsTheRoundWhoseThreadCannotBeMadeReadyAndTriesAgainInTheNext() {
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger worked = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    try (WorkerThreads threads =
        new WorkerThreads(
            3,
            () -> {
              if (attempts.getAndIncrement() == 0) {
                throw new UnsatisfiedLinkError("libjnind4jcpu.so: failed to map segment");
              }
            })) {
      Round failing = new Round(3, ended::incrementAndGet);
      threads.start(failing, share -> worked.incrementAndGet());
      assertThatThrownBy(() -> failing.finish("training"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(SENTENCE);
      assertThat(worked).hasValue(2);

      Round next = new Round(3, ended::incrementAndGet);
      threads.start(next, share -> worked.incrementAndGet());
      next.finish("training");
      assertThat(worked).hasValue(5);
      assertThat(ended).hasValue(2);
    }
  }

  @Test
  void makesEachThreadReadyOnceBeforeItsFirstShare() {
    Set<Thread> ready = ConcurrentHashMap.newKeySet();
    AtomicInteger preparations = new AtomicInteger();
    AtomicInteger unready = new AtomicInteger();
    try (WorkerThreads threads =
        new WorkerThreads(
            2,
            () -> {
              preparations.incrementAndGet();
              ready.add(Thread.currentThread());
            })) {
      for (int i = 0; i < 50; i++) {
        Round round = new Round(2, () -> {});
        threads.start(
            round,
            share -> {
              if (!ready.contains(Thread.currentThread())) {
                unready.incrementAndGet();
              }
            });
        round.finish("training");
      }
    }
    assertThat(unready).hasValue(0);
    assertThat(preparations.get()).isEqualTo(ready.size()).isLessThanOrEqualTo(2);
  }
}
