/** What the product needs from outside, while it does not answer. */
@NullMarked
package io.understudy.platform.outages;

import org.jspecify.annotations.NullMarked;
