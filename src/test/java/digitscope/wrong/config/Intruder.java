package digitscope.wrong.config;

/** Knows its trainer; with it and the data it closes a circle. */
public final class Intruder {
  digitscope.wrong.data.Intruder data;
  digitscope.wrong.session.Intruder trainer;
}
