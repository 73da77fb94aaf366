/** The page that compares runs. */
@NullMarked
package io.understudy.comparison.ui;

import org.jspecify.annotations.NullMarked;
