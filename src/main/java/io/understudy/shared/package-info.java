/** The kernel: typed ids, the three refusals, actors and acts. Knows neither screens nor the web. */
@NullMarked
package io.understudy.shared;

import org.jspecify.annotations.NullMarked;
