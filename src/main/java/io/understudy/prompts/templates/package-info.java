/** Prompt templates: ids and records. */
@NullMarked
package io.understudy.prompts.templates;

import org.jspecify.annotations.NullMarked;
