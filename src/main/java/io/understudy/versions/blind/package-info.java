/** Blind comparisons. */
@NullMarked
package io.understudy.versions.blind;

import org.jspecify.annotations.NullMarked;
