/** Pictures, captions, measures and snapshots. */
@NullMarked
package io.understudy.api.datasets;

import org.jspecify.annotations.NullMarked;
