/** Generation of images with the miniature. */
@NullMarked
package io.understudy.mini.sampling;

import org.jspecify.annotations.NullMarked;
