/** The screens of training runs: list, live page, form for a new run. */
@NullMarked
package io.understudy.training.ui;

import org.jspecify.annotations.NullMarked;
