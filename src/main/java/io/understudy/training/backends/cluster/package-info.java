/** What every engine of the team's own can do: keep the files of a job, and start, follow and end it. */
@NullMarked
@NamedInterface("cluster")
package io.understudy.training.backends.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
