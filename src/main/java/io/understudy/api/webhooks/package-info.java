/** Webhooks and what was sent to them. */
@NullMarked
package io.understudy.api.webhooks;

import org.jspecify.annotations.NullMarked;
