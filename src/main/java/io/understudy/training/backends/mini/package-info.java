/** Training of the miniature. */
@NullMarked
package io.understudy.training.backends.mini;

import org.jspecify.annotations.NullMarked;
