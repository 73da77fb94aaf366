/** Renders of the playground and kept examples. */
@NullMarked
package io.understudy.prompts.playground;

import org.jspecify.annotations.NullMarked;
