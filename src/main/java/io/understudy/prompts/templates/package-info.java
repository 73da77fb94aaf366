/** Prompt templates: ids and records. */
@NullMarked
@NamedInterface("templates")
package io.understudy.prompts.templates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
