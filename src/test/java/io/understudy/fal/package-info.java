/** A fal.ai for tests, on loopback, and what the client makes of it. */
@NullMarked
package io.understudy.fal;

import org.jspecify.annotations.NullMarked;
