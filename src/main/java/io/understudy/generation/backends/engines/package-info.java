/** Generation on the team's own engines. */
@NullMarked
package io.understudy.generation.backends.engines;

import org.jspecify.annotations.NullMarked;
