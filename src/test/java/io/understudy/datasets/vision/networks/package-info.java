/** Graphs and weights of the networks. */
@NullMarked
package io.understudy.datasets.vision.networks;

import org.jspecify.annotations.NullMarked;
