/** Tests of the screens of training runs. */
@NullMarked
package io.understudy.training.ui;

import org.jspecify.annotations.NullMarked;
