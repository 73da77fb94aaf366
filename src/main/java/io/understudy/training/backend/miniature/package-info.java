/** The miniature as a training backend: real training on this server's processor, on a model of its own, for rehearsals. */
@NullMarked
package io.understudy.training.backend.miniature;

import org.jspecify.annotations.NullMarked;
