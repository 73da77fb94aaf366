/** Small published networks in ONNX format, and the run time that they run on; {@code src/vision-networks} makes them. */
@NullMarked
package io.understudy.datasets.vision.networks;

import org.jspecify.annotations.NullMarked;
