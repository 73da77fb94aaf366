/** Captions proposed by a vision model of the team's choice. */
@NullMarked
package io.understudy.datasets.captioning;

import org.jspecify.annotations.NullMarked;
