/** Every person's inbox: notices from the features where something happened. */
@NullMarked
package io.understudy.inbox;

import org.jspecify.annotations.NullMarked;
