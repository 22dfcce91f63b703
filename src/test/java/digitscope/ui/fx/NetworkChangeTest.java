package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.MetricLog;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkChangeTest {
  private final MetricLog session = new MetricLog();
  private final NetworkChange change = new NetworkChange();

  @Test
  void keepsANetworkThatLearns() {
    assertThat(follow(0, Phase.PREPARING)).isTrue();
    assertThat(follow(0, Phase.TRAINING)).isFalse();
    assertThat(follow(7, Phase.TRAINING)).isFalse();
    assertThat(follow(7, Phase.PAUSED)).isFalse();
    assertThat(follow(8, Phase.PAUSED)).isFalse();
    assertThat(follow(9, Phase.FINISHED)).isFalse();
    assertThat(follow(9, Phase.FINISHED)).isFalse();
    assertThat(change.number()).isEqualTo(1);
  }

  @Test
  void tellsAnotherSessionFromTheOneBefore() {
    follow(5, Phase.TRAINING);
    Optional<NetworkView> other =
        Optional.of(Samples.snapshot(6, Phase.TRAINING, new MetricLog()).view());
    assertThat(change.follow(other)).isTrue();
    assertThat(change.follow(Optional.empty())).isTrue();
    assertThat(change.follow(Optional.empty())).isFalse();
  }

  @Test
  void knowsThatNoNetworkLearnsBackwardsOrAfterItsEnd() {
    follow(5, Phase.TRAINING);
    assertThat(follow(2, Phase.FINISHED)).isTrue();
    assertThat(follow(4, Phase.FINISHED)).isTrue();
    assertThat(follow(6, Phase.TRAINING)).isTrue();
  }

  private boolean follow(long step, Phase phase) {
    return change.follow(Optional.of(Samples.snapshot(step, phase, session).view()));
  }
}
