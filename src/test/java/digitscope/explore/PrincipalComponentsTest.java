package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private static final double EXACT = 1e-13;

  private final float[][] points =
      new PixelReader(Reference.images()).points(IntStream.range(0, 40).toArray());

  @Test
  void agreesWithNumPy() throws IOException {
    Reference numpy = new Reference();
    PrincipalComponents found = PrincipalComponents.of(points, 3, EXACT);
    assertThat(found.totalVariance()).isCloseTo(numpy.number("total_variance"), within(1e-6));
    for (int k = 0; k < 3; k++) {
      assertThat(found.variances()[k]).isCloseTo(numpy.numbers("variances")[k], within(1e-6));
      for (int d = 0; d < 20; d++) {
        assertThat(found.directions()[k][d])
            .isCloseTo(numpy.rows("directions")[k][d], within(1e-5));
      }
    }
    for (int i = 0; i < points.length; i++) {
      Reference.assertClose(found.project(points[i]), numpy.rows("projected")[i]);
    }
  }

  @Test
  void givesNoMoreComponentsThanThereAreCoordinates() {
    PrincipalComponents line = PrincipalComponents.of(new float[][] {{0}, {2}, {4}}, 2, EXACT);
    assertThat(line.directions()).isDeepEqualTo(new double[][] {{1}});
    assertThat(line.variances()[0]).isCloseTo(4, within(1e-9));
    assertThat(line.share(0)).isCloseTo(1, within(1e-9));
  }

  @Test
  void findsNoDirectionWhereNothingVaries() {
    PrincipalComponents same =
        PrincipalComponents.of(new float[][] {{1, 2, 3}, {1, 2, 3}}, 2, EXACT);
    assertThat(same.totalVariance()).isZero();
    assertThat(same.share(0)).isZero();
    assertThat(same.project(new float[] {1, 2, 3})).containsOnly(0);
  }
}
