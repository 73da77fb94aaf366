/** Hostile and ordinary picture files against the decoder. */
@NullMarked
package io.understudy.datasets.pictures;

import org.jspecify.annotations.NullMarked;
