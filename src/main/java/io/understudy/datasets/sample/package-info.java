/** The pictures of the sample character. */
@NullMarked
package io.understudy.datasets.sample;

import org.jspecify.annotations.NullMarked;
