/** The comparison's page, address and export, and its elements in a real browser. */
@NullMarked
package io.understudy.comparison.ui;

import org.jspecify.annotations.NullMarked;
