package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How weights are drawn before the first step; biases start at 0. */
public enum Initialization {
  /** Uniform with variance 2/(fanIn + fanOut): Glorot and Bengio (2010). */
  @JsonProperty("glorot")
  GLOROT,
  /** Normal with variance 2/fanIn: He et al. (2015). */
  @JsonProperty("he")
  HE
}
