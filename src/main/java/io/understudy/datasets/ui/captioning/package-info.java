/** Asking a vision model for captions, and taking its words. */
@NullMarked
package io.understudy.datasets.ui.captioning;

import org.jspecify.annotations.NullMarked;
