/** Overlap of the LoRAs of a stack, measured in the background. */
@NullMarked
package io.understudy.prompts.stacks.overlap;

import org.jspecify.annotations.NullMarked;
