/** What every engine of the team's own can do: keep the files of a job, and start, follow and end it. */
@NullMarked
package io.understudy.training.backends.cluster;

import org.jspecify.annotations.NullMarked;
