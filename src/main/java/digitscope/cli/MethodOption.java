package digitscope.cli;

import digitscope.probe.PatternSettings;
import digitscope.probe.SaliencyMethod;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Option for the method of a computation; the choices depend on what is computed. */
final class MethodOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "For saliency; default: integrated. gradient: gradient of the logit. integrated: "
            + "pixel times the mean gradient on the path from black, 512 steps. smooth: "
            + "SmoothGrad, the mean gradient over 50 noisy copies. gradcam: Grad-CAM of the "
            + "last convolution, interpolated to the image. occlusion: mean drop of the logit "
            + "over the black squares that cover a pixel.",
        "For patterns; default: unit. " + PatternExport.METHODS
      })
  private Optional<String> name = Optional.empty();

  SaliencyMethod ofSaliency() {
    return chosen(SaliencyMethod.values(), SaliencyMethod.INTEGRATED);
  }

  PatternSettings.Method ofPatterns() {
    return chosen(PatternSettings.Method.values(), PatternSettings.Method.UNIT);
  }

  private <M extends Enum<M>> M chosen(M[] methods, M usual) {
    if (name.isEmpty()) {
      return usual;
    }
    return Arrays.stream(methods)
        .filter(method -> method.name().equalsIgnoreCase(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--method must be one of %s, not '%s'".formatted(names(methods), name.get())));
  }

  private static <M extends Enum<M>> String names(M[] methods) {
    return Arrays.stream(methods)
        .map(method -> method.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
