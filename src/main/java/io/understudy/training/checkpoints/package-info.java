/** Which checkpoints are kept, and their LoRA files. */
@NullMarked
@NamedInterface("checkpoints")
package io.understudy.training.checkpoints;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
