/** A character's pictures and captions, and the frozen snapshots that runs are trained on. */
@NullMarked
package io.understudy.datasets;

import org.jspecify.annotations.NullMarked;
