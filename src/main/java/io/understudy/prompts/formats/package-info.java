/** The forms in which a finished prompt goes to other tools, and comes back from them. Knows no database and no screen. */
@NullMarked
package io.understudy.prompts.formats;

import org.jspecify.annotations.NullMarked;
