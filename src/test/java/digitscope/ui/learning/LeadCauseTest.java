package digitscope.ui.learning;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.AugmentationSpec;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dropout;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeadCauseTest {
  private final RunConfig plain;

  LeadCauseTest() throws ConfigException {
    RunConfig preset = new ConfigFiles().preset("mlp");
    List<LayerSpec> layers =
        preset.network().layers().stream().filter(layer -> !(layer instanceof Dropout)).toList();
    plain =
        preset
            .withData("mnist")
            .withNetwork(new NetworkSpec(layers))
            .withTraining(preset.training().withAugmentation(AugmentationSpec.none()));
  }

  @Test
  void namesWhatInTheSettingsMakesTrainingHarder() {
    assertThat(LeadCause.of(plain.withData("digits"))).containsExactly(LeadCause.DRAWN_DIGITS);
    NetworkSpec dropout = new NetworkSpec(List.of(new Dropout(0.5)));
    assertThat(LeadCause.of(plain.withNetwork(dropout))).containsExactly(LeadCause.DROPOUT);
  }

  @Test
  void blamesTheAverageWhereNothingInTheSettingsIsACause() {
    assertThat(LeadCause.of(plain)).containsExactly(LeadCause.RUNNING_AVERAGE);
  }
}
