/** What services cost: prices that admins edit, the limit of a single launch, and what was spent by whom for which character. */
@NullMarked
package io.understudy.costs;

import org.jspecify.annotations.NullMarked;
