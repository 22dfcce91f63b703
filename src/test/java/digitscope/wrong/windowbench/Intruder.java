package digitscope.wrong.windowbench;

/** A robot that others know. */
public final class Intruder {}
