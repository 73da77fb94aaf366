/** The one-minute run before a run. */
@NullMarked
package io.understudy.training.rehearsal;

import org.jspecify.annotations.NullMarked;
