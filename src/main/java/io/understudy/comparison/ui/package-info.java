/** The comparison page. */
@NullMarked
package io.understudy.comparison.ui;

import org.jspecify.annotations.NullMarked;
