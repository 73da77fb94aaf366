/** Every person's inbox: what somebody should know, told by the feature where it happened. */
@NullMarked
package io.understudy.inbox;

import org.jspecify.annotations.NullMarked;
