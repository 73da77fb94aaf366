/** Training on the team's own engines. */
@NullMarked
package io.understudy.training.backends.engines;

import org.jspecify.annotations.NullMarked;
