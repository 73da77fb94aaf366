/** LoRA files that were made elsewhere, such as styles and poses, kept for the whole team. */
@NullMarked
package io.understudy.prompts.loras;

import org.jspecify.annotations.NullMarked;
