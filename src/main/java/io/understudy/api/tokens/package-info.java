/** Access tokens, without their secrets. */
@NullMarked
package io.understudy.api.tokens;

import org.jspecify.annotations.NullMarked;
