/** The audit trail: every act as a row, each row chained to the one before by its hash. */
@NullMarked
package io.understudy.audit;

import org.jspecify.annotations.NullMarked;
