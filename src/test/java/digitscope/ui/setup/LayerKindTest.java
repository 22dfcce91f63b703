package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.LayerSpec;
import digitscope.ui.control.Messages;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerKindTest {
  @Test
  void everyKindOfLayerCanBeAdded() {
    assertThat(Arrays.stream(LayerKind.values()).<Class<?>>map(kind -> kind.initial().getClass()))
        .containsExactlyInAnyOrderElementsOf(kinds(LayerSpec.class).toList());
  }

  @ParameterizedTest
  @EnumSource
  void hasANameAndIsThatOfItsLayer(LayerKind kind) {
    assertThat(LayerKind.of(kind.initial())).isEqualTo(kind);
    assertThat(Messages.of("setup").get("kind." + kind)).isNotEmpty();
    assertThat(LayerLook.of(kind.initial()).detail().apply(Messages.of("setup"))).isNotEmpty();
    LayerSpec layer = kind.initial();
    assertThat(Messages.of("features").get("short." + layer.kind(), layer.window().toArray()))
        .isNotEmpty()
        .doesNotContain("{");
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LayerKindTest::kinds)
        : Stream.of(type);
  }
}
