/** What a training backend is: one interface and the small records it speaks, with no knowledge of runs as the product keeps them. */
@NullMarked
package io.understudy.training.backend;

import org.jspecify.annotations.NullMarked;
