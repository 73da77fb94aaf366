/** Renders of the playground and kept examples. */
@NullMarked
@NamedInterface("playground")
package io.understudy.prompts.playground;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
