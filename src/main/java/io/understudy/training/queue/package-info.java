/** Order of the queue, dispatch, progress. */
@NullMarked
package io.understudy.training.queue;

import org.jspecify.annotations.NullMarked;
