/** How cameras store pictures. */
@NullMarked
package io.understudy.platform.pictures;

import org.jspecify.annotations.NullMarked;
