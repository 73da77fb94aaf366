/** Figures for operators. */
@NullMarked
package io.understudy.platform.metrics;

import org.jspecify.annotations.NullMarked;
