package digitscope.wrong.bench;

/** A benchmark that knows a library of the command line. */
public final class Intruder {
  picocli.CommandLine arguments;
}
