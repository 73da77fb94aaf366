/** Slurm, by its commands through SSH and by its REST server. */
@NullMarked
package io.understudy.training.backends.cluster.slurm;

import org.jspecify.annotations.NullMarked;
