/** Messages as receivers get them: bodies, signatures, sending. */
@NullMarked
package io.understudy.webhooks.messages;

import org.jspecify.annotations.NullMarked;
