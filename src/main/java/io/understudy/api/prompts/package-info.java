/** Prompt templates and stacks of LoRAs. */
@NullMarked
package io.understudy.api.prompts;

import org.jspecify.annotations.NullMarked;
