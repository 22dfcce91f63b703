package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.run.Retention.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionTest {
  /** Runs of any length, with moments of any size, epochs of any length, and one that is best. */
  private static List<Stored> anyRun(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 1 + random.nextInt(60);
    int best = random.nextInt(count);
    int stepsPerEpoch = 1 + random.nextInt(20);
    List<Stored> stored = new ArrayList<>();
    long step = 0;
    for (int i = 0; i < count; i++) {
      long bytes = 1L + random.nextInt(1000);
      stored.add(new Stored(step, bytes, step % stepsPerEpoch == 0, i == best));
      step += 1 + random.nextInt(10);
    }
    return stored;
  }

  private static List<List<Stored>> anyRuns() {
    return IntStream.range(0, 200).mapToObj(RetentionTest::anyRun).toList();
  }

  private static long bytes(List<Stored> stored, Set<Long> steps) {
    return stored.stream().filter(s -> steps.contains(s.step())).mapToLong(Stored::bytes).sum();
  }

  private static Set<Long> steps(List<Stored> stored) {
    Set<Long> steps = new HashSet<>();
    stored.forEach(one -> steps.add(one.step()));
    return steps;
  }

  private static long budget(List<Stored> stored) {
    return new SplittableRandom(stored.size()).nextLong(bytes(stored, steps(stored)) + 1);
  }

  @ParameterizedTest
  @MethodSource("anyRuns")
  void neverTakesMoreThanItsBudget(List<Stored> stored) {
    long budget = budget(stored);
    Set<Long> kept = new Retention(budget).kept(stored);
    assertThat(bytes(stored, kept)).isLessThanOrEqualTo(budget);
    assertThat(new Retention(bytes(stored, steps(stored))).kept(stored)).isEqualTo(steps(stored));
    assertThat(new Retention(0).kept(stored)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("anyRuns")
  void keepsTheFirstTheNewestTheBestAndEndsOfEpochsWheneverTheyFit(List<Stored> stored) {
    long newest = stored.get(stored.size() - 1).step();
    List<Stored> wanted =
        stored.stream()
            .filter(s -> s.isEpochEnd() || s.isBest() || s.step() == 0 || s.step() == newest)
            .toList();
    Set<Long> kept = new Retention(bytes(stored, steps(wanted))).kept(stored);
    assertThat(kept).containsAll(steps(wanted));
    List<Stored> few =
        wanted.stream().filter(s -> s.isBest() || s.step() == 0 || s.step() == newest).toList();
    assertThat(new Retention(bytes(stored, steps(few))).kept(stored)).containsAll(steps(few));
    assertThat(new Retention(stored.get(stored.size() - 1).bytes()).kept(stored)).contains(newest);
  }

  @ParameterizedTest
  @MethodSource("anyRuns")
  void keepsWithMoreBudgetTheSameAndOthers(List<Stored> stored) {
    long budget = budget(stored);
    Set<Long> kept = new Retention(budget).kept(stored);
    assertThat(new Retention(budget + 500).kept(stored)).containsAll(kept);
  }

  @ParameterizedTest
  @MethodSource("anyRuns")
  void leavesWhatIsKeptAsItIs(List<Stored> stored) {
    Retention retention = new Retention(budget(stored));
    Set<Long> kept = retention.kept(stored);
    List<Stored> left = stored.stream().filter(s -> kept.contains(s.step())).toList();
    assertThat(retention.kept(left)).isEqualTo(kept);
  }

  /** As a run does it: moments come one by one, and what is gone does not come back. */
  private static List<Long> afterARun(int moments, int interval, int stepsPerEpoch, int room) {
    Retention retention = new Retention(room);
    List<Stored> there = new ArrayList<>();
    for (long step = 0; step < (long) moments * interval; step += interval) {
      there.add(new Stored(step, 1, step % stepsPerEpoch == 0, false));
      Set<Long> kept = retention.kept(there);
      there.removeIf(one -> !kept.contains(one.step()));
    }
    return there.stream().map(Stored::step).toList();
  }

  @Test
  void spacesWhatStaysByAboutTheSameFactor() {
    List<Long> kept = afterARun(5000, 1, Integer.MAX_VALUE, 40);
    assertThat(kept).hasSize(40).startsWith(0L).endsWith(4999L);
    for (int i = 1; i < kept.size(); i++) {
      // 40 steps that are spaced evenly are apart by a factor of 1.24; halves of gaps are lost.
      assertThat((kept.get(i) + 1.0) / (kept.get(i - 1) + 1.0)).isLessThanOrEqualTo(2);
    }
    for (long octave = 1; octave < 4096; octave *= 2) {
      long from = octave;
      assertThat(kept).anyMatch(step -> step >= from && step < 2 * from);
    }
  }

  @Test
  void keepsTheEndsOfEpochsOfALongRunAndThinsThemOnlyWhenNothingElseIsLeft() {
    List<Long> kept = afterARun(1000, 10, 100, 120);
    assertThat(kept).hasSize(120);
    assertThat(kept.stream().filter(step -> step % 100 == 0)).hasSize(100);
    List<Long> thinned = afterARun(1000, 10, 100, 30);
    assertThat(thinned).hasSize(30).startsWith(0L).endsWith(9990L);
    assertThat(thinned.stream().filter(step -> step % 100 != 0)).containsExactly(9990L);
  }
}
