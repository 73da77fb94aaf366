/** One training as a job on an engine of the team: its folder, its script, and what is read while it runs. */
@NullMarked
package io.understudy.training.backends.cluster.jobs;

import org.jspecify.annotations.NullMarked;
