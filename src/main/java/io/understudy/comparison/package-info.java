/** Runs side by side: reads training, writes nothing. */
@NullMarked
package io.understudy.comparison;

import org.jspecify.annotations.NullMarked;
