/** Tests of the comparison of runs. */
@NullMarked
package io.understudy.comparison;

import org.jspecify.annotations.NullMarked;
