/** A machine with GPUs and no scheduler. */
@NullMarked
package io.understudy.training.backends.cluster.host;

import org.jspecify.annotations.NullMarked;
