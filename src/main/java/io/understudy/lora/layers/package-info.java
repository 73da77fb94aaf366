/** Names and shapes of the layers that a LoRA adapts, per trainer and model family. */
@NullMarked
package io.understudy.lora.layers;

import org.jspecify.annotations.NullMarked;
