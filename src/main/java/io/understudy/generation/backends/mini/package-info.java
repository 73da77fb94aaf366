/** Generation with the miniature. */
@NullMarked
package io.understudy.generation.backends.mini;

import org.jspecify.annotations.NullMarked;
