/** Stacks of LoRAs. */
@NullMarked
@NamedInterface("stacks")
package io.understudy.prompts.stacks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
