/** Prompts: the language of templates, the shared templates, and stacks of LoRAs. */
@NullMarked
package io.understudy.prompts;

import org.jspecify.annotations.NullMarked;
