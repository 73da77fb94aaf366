/** Decoding of uploaded pictures without trusting them. */
@NullMarked
@NamedInterface("images-decoding")
package io.understudy.datasets.images.decoding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
