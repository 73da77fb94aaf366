/** Training of a LoRA for the miniature. */
@NullMarked
package io.understudy.mini.training;

import org.jspecify.annotations.NullMarked;
