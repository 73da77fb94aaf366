/** Order of the queue, dispatch, progress. */
@NullMarked
@NamedInterface("queue")
package io.understudy.training.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
