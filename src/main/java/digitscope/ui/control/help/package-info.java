/** The "?" of a card: what each is about, and the terms of the field that it uses. */
@NullMarked
package digitscope.ui.control.help;

import org.jspecify.annotations.NullMarked;
