/** The screens of a dataset: picture wall, captions, uploads, snapshots. */
@NullMarked
package io.understudy.datasets.ui;

import org.jspecify.annotations.NullMarked;
