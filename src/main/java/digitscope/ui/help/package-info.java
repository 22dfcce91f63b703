/** Help in the window: what a card shows, the guide, the glossary, the shortcuts, and the tour. */
@NullMarked
package digitscope.ui.help;

import org.jspecify.annotations.NullMarked;
