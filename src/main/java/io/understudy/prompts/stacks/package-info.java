/** Stacks of LoRAs. */
@NullMarked
package io.understudy.prompts.stacks;

import org.jspecify.annotations.NullMarked;
