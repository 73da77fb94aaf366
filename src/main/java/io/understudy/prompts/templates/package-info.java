/** The team's prompt templates: versions, labels, snippets, and filling them for a character. */
@NullMarked
package io.understudy.prompts.templates;

import org.jspecify.annotations.NullMarked;
