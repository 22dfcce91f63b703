package digitscope.io;

/**
 * Marks an exception whose message is written for a user: what is wrong, where, and what to do. The
 * messages of all other exceptions are for programmers, and {@link Reason} replaces them.
 */
public interface Worded {}
