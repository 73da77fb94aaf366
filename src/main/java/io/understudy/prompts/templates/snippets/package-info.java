/** Snippets that templates share. */
@NullMarked
package io.understudy.prompts.templates.snippets;

import org.jspecify.annotations.NullMarked;
