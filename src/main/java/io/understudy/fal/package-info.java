/** The client to fal.ai: its queue, its files, its signed messages, and the key that an admin gives. */
@NullMarked
package io.understudy.fal;

import org.jspecify.annotations.NullMarked;
