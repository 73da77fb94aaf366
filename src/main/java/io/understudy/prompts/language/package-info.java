/**
 * The language of prompt templates: typed slots {@code [scene]}, variables <code>{outfit}</code>, snippets
 * <code>{@rim-light}</code> and choices <code>{red|blue}</code>. A library: it parses, checks, renders and enumerates,
 * and knows nothing of people, databases or screens.
 */
@NullMarked
package io.understudy.prompts.language;

import org.jspecify.annotations.NullMarked;
