/** The LoRA library. */
@NullMarked
package io.understudy.prompts.loras.ui;

import org.jspecify.annotations.NullMarked;
