/** Prices and the limit of a launch, for admins. */
@NullMarked
package io.understudy.costs.ui;

import org.jspecify.annotations.NullMarked;
