/** Measures of pixels and faces. */
@NullMarked
@NamedInterface("quality-vision")
package io.understudy.datasets.quality.vision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
