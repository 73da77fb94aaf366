/** The trainers that run on the team's engines: their files, their commands, and what they do with each setting. */
@NullMarked
package io.understudy.training.backends.cluster.trainers;

import org.jspecify.annotations.NullMarked;
