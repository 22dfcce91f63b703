package digitscope.wrong.compare;

/** A comparison that reads runs from disk. */
public final class Intruder {
  digitscope.wrong.run.Intruder run;
}
