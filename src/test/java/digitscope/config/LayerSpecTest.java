package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayerSpecTest {
  /** What the compiler does not see when a kind is added. */
  @Test
  void everyKindHasANameInConfigurations() {
    JsonSubTypes.Type[] names = LayerSpec.class.getAnnotation(JsonSubTypes.class).value();

    assertThat(Arrays.stream(names).map(JsonSubTypes.Type::value))
        .containsExactlyInAnyOrderElementsOf(kinds(LayerSpec.class).toList());
    assertThat(Arrays.stream(names).map(JsonSubTypes.Type::name)).doesNotHaveDuplicates();
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LayerSpecTest::kinds)
        : Stream.of(type);
  }
}
