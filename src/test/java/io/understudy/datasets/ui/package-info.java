/** The dataset page as a person uses it. */
@NullMarked
package io.understudy.datasets.ui;

import org.jspecify.annotations.NullMarked;
