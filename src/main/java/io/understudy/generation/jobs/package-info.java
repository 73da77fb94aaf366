/** Jobs: requests, queue, progress, results. */
@NullMarked
@NamedInterface("jobs")
package io.understudy.generation.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
