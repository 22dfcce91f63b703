package digitscope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void percentilesAreThoseOfNumPy() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(LatenciesTest.class.getResourceAsStream("percentiles.json"))) {
      for (JsonNode sample : new ObjectMapper().readTree(in)) {
        List<Long> nanos = new ArrayList<>();
        sample.get("nanos").forEach(value -> nanos.add(value.asLong()));
        Latencies latencies = new Latencies(nanos);
        for (int percent : new int[] {1, 50, 95, 99, 100}) {
          assertThat(latencies.percentileMillis(percent))
              .as("%d %% of %d", percent, nanos.size())
              .isEqualTo(sample.get("percentiles").get(String.valueOf(percent)).asDouble());
        }
        assertThat(latencies.slowestMillis()).isEqualTo(latencies.percentileMillis(100));
      }
    }
  }

  @Test
  void refusesPercentilesThatDoNotExist() {
    Latencies latencies = new Latencies(List.of(1L));
    assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentileMillis(0));
    assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentileMillis(101));
    assertThatIllegalArgumentException().isThrownBy(() -> new Latencies(List.of()));
  }
}
