/** A minute on the miniature before a run that costs money or hours: the same pictures, captions and settings, checked. */
@NullMarked
package io.understudy.training.rehearsal;

import org.jspecify.annotations.NullMarked;
