/** Which checkpoints are kept. */
@NullMarked
package io.understudy.training.checkpoints;

import org.jspecify.annotations.NullMarked;
