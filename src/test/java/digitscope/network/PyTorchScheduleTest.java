package digitscope.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ScheduleSpec;
import digitscope.nn.Reference;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code schedules.py} got from PyTorch. */
final class PyTorchScheduleTest {
  static List<JsonNode> cases() {
    return Reference.cases("schedules.json");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void givesTheSameFactors(JsonNode expected) {
    ScheduleSpec spec =
        new ObjectMapper().convertValue(expected.get("schedule"), ScheduleSpec.class);
    int total = expected.get("totalEpochs").intValue();
    double[] factors =
        DoubleStream.of(Reference.numbers(expected.get("epochs")))
            .map(epoch -> NetworkFactory.learningRateFactor(spec, epoch, total))
            .toArray();
    assertThat(factors).containsExactly(Reference.numbers(expected.get("factors")), within(1e-12));
  }
}
