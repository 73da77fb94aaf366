/** Matrix products and the mathematics of vectors, plain and with the Vector API. */
@NullMarked
package io.understudy.mini.kernel;

import org.jspecify.annotations.NullMarked;
