package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many meetings of parties that come at all times. Who is left waiting, runs into the timeout. */
final class BarrierTest {
  private static final int MEETINGS = 1_000;

  /** Runs the same for each party on a thread of its own; gives what came of each. */
  private static <T> List<T> together(int parties, Party<T> party) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(parties);
    try {
      List<Callable<T>> all =
          IntStream.range(0, parties).<Callable<T>>mapToObj(i -> () -> party.run(i)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(all)) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Party<T> {
    T run(int party) throws Exception;
  }

  /** Mostly next to nothing, at times longer than the others look before they doze. */
  private static void work(SplittableRandom random) {
    int most = random.nextInt(100) == 0 ? 50_000 : random.nextInt(4) == 0 ? 2_000 : 20;
    for (int i = random.nextInt(most); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  /** As fast as they can, so that the quickest are back before the slowest have left. */
  @Test
  void partiesThatAreBackAtOnceDoNotMixMeetings() throws Exception {
    Barrier barrier = new Barrier(2);
    int[] held = new int[1];
    int meetings = 100 * MEETINGS;
    List<Integer> wrong =
        together(
            2,
            party -> {
              int mistakes = 0;
              for (int meeting = 1; meeting <= meetings; meeting++) {
                boolean met = barrier.meet(() -> held[0]++, () -> false);
                mistakes += met && held[0] == meeting ? 0 : 1;
              }
              return mistakes;
            });
    assertThat(wrong).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void partiesSeeEachMeetingOnceAndWhatWasDoneBefore(int parties) throws Exception {
    Barrier barrier = new Barrier(parties);
    // Neither is atomic nor volatile: the meetings alone make the one see what the other wrote.
    int[] reached = new int[parties];
    int[] held = new int[1];
    List<Integer> wrong =
        together(
            parties,
            party -> {
              SplittableRandom random = new SplittableRandom(party);
              int mistakes = 0;
              for (int meeting = 1; meeting <= MEETINGS; meeting++) {
                work(random);
                reached[party] = meeting;
                int now = meeting;
                boolean met =
                    barrier.meet(
                        () -> held[0] += IntStream.of(reached).allMatch(r -> r == now) ? 1 : 1_000,
                        () -> false);
                mistakes += met && held[0] == meeting ? 0 : 1;
              }
              return mistakes;
            });
    assertThat(wrong).containsOnly(0);
    assertThat(held[0]).isEqualTo(MEETINGS);
  }

  /** What a party knows of one meeting. */
  private enum Outcome {
    MET,
    OFF,
    FAILED
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void allOrNoneMeetWhereMeetingsAreCalledOffAtAnyTime(int parties) throws Exception {
    Barrier barrier = new Barrier(parties);
    AtomicInteger held = new AtomicInteger();
    List<AtomicBoolean> off = flags();
    CyclicBarrier next = new CyclicBarrier(parties);
    List<List<Outcome>> seen =
        together(
            parties,
            party -> {
              SplittableRandom random = new SplittableRandom(31L * party);
              List<Outcome> outcomes = new ArrayList<>();
              for (int meeting = 0; meeting < MEETINGS; meeting++) {
                AtomicBoolean isOff = off.get(meeting);
                boolean calls = meeting % 3 != 0 && meeting % parties == party;
                work(random);
                if (calls && meeting % 3 == 1) { // and does not come
                  isOff.set(true);
                  outcomes.add(Outcome.OFF);
                } else {
                  isOff.compareAndSet(false, calls);
                  boolean met = barrier.meet(held::incrementAndGet, isOff::get);
                  outcomes.add(met ? Outcome.MET : Outcome.OFF);
                }
                next.await();
              }
              return outcomes;
            });
    assertThat(seen).containsOnly(seen.get(0));
    assertThat(seen.get(0)).contains(Outcome.MET, Outcome.OFF);
    assertThat(held).hasValue((int) seen.get(0).stream().filter(Outcome.MET::equals).count());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void nobodyIsLeftWaitingWhereTheLastToComeFails(int parties) throws Exception {
    Barrier barrier = new Barrier(parties);
    List<AtomicBoolean> off = flags();
    CyclicBarrier next = new CyclicBarrier(parties);
    List<List<Outcome>> seen =
        together(
            parties,
            party -> {
              SplittableRandom random = new SplittableRandom(17L * party);
              List<Outcome> outcomes = new ArrayList<>();
              for (int meeting = 0; meeting < MEETINGS; meeting++) {
                boolean fails = meeting % 2 == 0;
                work(random);
                try {
                  boolean met = barrier.meet(() -> failIf(fails), off.get(meeting)::get);
                  outcomes.add(met ? Outcome.MET : Outcome.OFF);
                } catch (IllegalStateException e) {
                  off.get(meeting).set(true);
                  outcomes.add(Outcome.FAILED);
                }
                next.await();
              }
              return outcomes;
            });
    for (int meeting = 0; meeting < MEETINGS; meeting++) {
      int here = meeting;
      List<Outcome> outcomes = seen.stream().map(one -> one.get(here)).sorted().toList();
      List<Outcome> failed = new ArrayList<>();
      IntStream.range(1, parties).forEach(i -> failed.add(Outcome.OFF));
      failed.add(Outcome.FAILED);
      if (meeting % 2 == 0) {
        assertThat(outcomes).isEqualTo(failed);
      } else {
        assertThat(outcomes).containsOnly(Outcome.MET);
      }
    }
  }

  private static void failIf(boolean fails) {
    if (fails) {
      throw new IllegalStateException("on purpose");
    }
  }

  private static List<AtomicBoolean> flags() {
    return IntStream.range(0, MEETINGS).mapToObj(i -> new AtomicBoolean()).toList();
  }
}
