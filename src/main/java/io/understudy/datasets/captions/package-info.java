/** Editing of captions, and undo. */
@NullMarked
package io.understudy.datasets.captions;

import org.jspecify.annotations.NullMarked;
