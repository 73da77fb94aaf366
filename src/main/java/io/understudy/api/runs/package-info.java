/** Runs, their backends and the queue. */
@NullMarked
package io.understudy.api.runs;

import org.jspecify.annotations.NullMarked;
