/** The audit trail. */
@NullMarked
package io.understudy.api.audit;

import org.jspecify.annotations.NullMarked;
