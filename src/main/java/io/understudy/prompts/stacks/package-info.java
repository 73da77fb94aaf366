/** Stacks: LoRAs that are used together, each with its strength. */
@NullMarked
package io.understudy.prompts.stacks;

import org.jspecify.annotations.NullMarked;
