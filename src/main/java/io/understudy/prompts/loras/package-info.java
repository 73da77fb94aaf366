/** LoRA files that were made elsewhere. */
@NullMarked
package io.understudy.prompts.loras;

import org.jspecify.annotations.NullMarked;
