/** The ONNX networks that find and compare faces. */
@NullMarked
package io.understudy.datasets.quality.vision.networks;

import org.jspecify.annotations.NullMarked;
