/**
 * Small published networks as ONNX graphs. The weights are TensorFlow.js files; the graphs are built from them in memory
 * when they are first needed, so that nothing has to be converted, downloaded or committed.
 */
@NullMarked
package io.understudy.datasets.vision.networks;

import org.jspecify.annotations.NullMarked;
