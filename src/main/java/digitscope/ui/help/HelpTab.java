package digitscope.ui.help;

/** The parts of the help panel. */
public enum HelpTab {
  GUIDE,
  GLOSSARY,
  SHORTCUTS
}
