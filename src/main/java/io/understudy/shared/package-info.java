/** The kernel: typed ids, the three refusals, who acts, what an act is. Knows no screen and no web. */
@NullMarked
package io.understudy.shared;

import org.jspecify.annotations.NullMarked;
