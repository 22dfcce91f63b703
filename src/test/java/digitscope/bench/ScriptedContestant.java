package digitscope.bench;

import digitscope.data.DataException;

/** Processes that do as the name of their class says, for {@link ContestTest}. */
final class ScriptedContestant {
  private ScriptedContestant() {}

  /** Claims 1,000 images a second, then 2,000, 3,000 and so on, round by round. */
  static final class Steady {
    private Steady() {}

    public static void main(String[] arguments) {
      System.out.println("a library greets");
      ContestantServer.serve(arguments, assignment -> new Counting());
    }
  }

  private static final class Counting implements Contestant {
    private int calls;

    @Override
    public Measurement work(long nanos) {
      return new Measurement(1000L * calls++, 1_000_000_000);
    }

    @Override
    public void close() {}
  }

  /** Fails when it is made. */
  static final class Unfit {
    private Unfit() {}

    public static void main(String[] arguments) {
      ContestantServer.serve(
          arguments,
          assignment -> {
            throw new DataException("It does not like these images");
          });
    }
  }

  /** Is gone in the first round without a word. */
  static final class Crashing {
    private Crashing() {}

    public static void main(String[] arguments) {
      System.out.println(ContestantServer.READY);
      System.out.flush();
      System.err.println("an assertion failed somewhere");
      Runtime.getRuntime().halt(134);
    }
  }
}
