@NullMarked
package io.understudy.inbox;

import org.jspecify.annotations.NullMarked;
