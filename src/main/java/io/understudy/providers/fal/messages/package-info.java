/** Messages that fal.ai sends about requests: their signatures, and what is done about them. */
@NullMarked
package io.understudy.providers.fal.messages;

import org.jspecify.annotations.NullMarked;
