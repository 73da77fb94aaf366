/** Crops and turned copies. */
@NullMarked
package io.understudy.datasets.images.edits;

import org.jspecify.annotations.NullMarked;
