package digitscope.session;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is being viewed, and so kept up to date. A session refreshes only this, within a time budget
 * of its own.
 *
 * @param mapsOf image whose feature maps are shown, as unsigned bytes
 * @param patternsOf index of the layer whose patterns are shown and refreshed while training
 */
public record Watch(Optional<byte[]> mapsOf, OptionalInt patternsOf) {
  public static Watch nothing() {
    return new Watch(Optional.empty(), OptionalInt.empty());
  }
}
