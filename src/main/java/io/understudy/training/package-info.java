/** Training runs: parameters, states, queue, progress, checkpoints and samples. */
@NullMarked
package io.understudy.training;

import org.jspecify.annotations.NullMarked;
