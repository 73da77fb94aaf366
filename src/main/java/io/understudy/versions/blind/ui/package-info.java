/** Screens of blind comparisons. */
@NullMarked
package io.understudy.versions.blind.ui;

import org.jspecify.annotations.NullMarked;
