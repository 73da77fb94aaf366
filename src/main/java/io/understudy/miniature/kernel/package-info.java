/** Matrix products on float arrays, in plain Java and with the Vector API; both give the same bits. */
@NullMarked
package io.understudy.miniature.kernel;

import org.jspecify.annotations.NullMarked;
