package digitscope.nn;

/** The course of the learning rate over a run, as a factor of the rate that was set. */
public sealed interface Schedule {
  /**
   * What differs from one schedule to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R constant(Constant schedule);

    R inverseDecay(InverseDecay schedule);

    R step(Step schedule);

    R cosine(Cosine schedule);

    R warmRestarts(WarmRestarts schedule);

    R oneCycle(OneCycle schedule);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /**
   * The factor at one time.
   *
   * @param epoch epochs done, with their fraction
   * @param totalEpochs epochs of the whole run
   */
  double factor(double epoch, double totalEpochs);

  /** 1 throughout. */
  record Constant() implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      return 1;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** 1 / (1 + decay · epoch). */
  record InverseDecay(double decay) implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      return 1 / (1 + decay * epoch);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inverseDecay(this);
    }
  }

  /** factor ^ ⌊epoch / epochs⌋. */
  record Step(int epochs, double factor) implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      return Math.pow(factor, Math.floor(epoch / epochs));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.step(this);
    }
  }

  /**
   * From 1 down to the final factor f along half a cosine: f + (1 − f)(1 + cos(π · epoch / total))
   * / 2. Loshchilov and Hutter (2017), without restarts.
   */
  record Cosine(double finalFactor) implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      double progress = Math.min(1, epoch / totalEpochs);
      return finalFactor + (1 - finalFactor) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cosine(this);
    }
  }

  /**
   * Cosines from 1 down to f as in {@link Cosine}, the first over {@code epochs}, each later one
   * {@code multiplier} times as long: Loshchilov and Hutter (2017), "SGDR".
   */
  record WarmRestarts(double epochs, double multiplier, double finalFactor) implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      double begun = epoch;
      double period = epochs;
      while (begun >= period) {
        begun -= period;
        period *= multiplier;
      }
      return new Cosine(finalFactor).factor(begun, period);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.warmRestarts(this);
    }
  }

  /**
   * From the initial factor up to 1 in the first part {@code warmUp} of the run and then down to
   * the final factor, both along half a cosine: Smith and Topin (2018), in the form that is common
   * now.
   */
  record OneCycle(double warmUp, double initialFactor, double finalFactor) implements Schedule {
    @Override
    public double factor(double epoch, double totalEpochs) {
      double peak = warmUp * totalEpochs;
      return epoch < peak
          ? new Cosine(initialFactor).factor(peak - epoch, peak)
          : new Cosine(finalFactor).factor(epoch - peak, totalEpochs - peak);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.oneCycle(this);
    }
  }
}
