/** The same answer to the same request that is sent twice. */
@NullMarked
package io.understudy.api.idempotency;

import org.jspecify.annotations.NullMarked;
