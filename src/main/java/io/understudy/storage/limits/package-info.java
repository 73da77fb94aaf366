/** How much people may store. */
@NullMarked
package io.understudy.storage.limits;

import org.jspecify.annotations.NullMarked;
