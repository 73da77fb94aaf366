/** State that open pages follow, set on one thread. */
@NullMarked
package io.understudy.platform.live;

import org.jspecify.annotations.NullMarked;
