/** Components that screens share. */
@NullMarked
package io.understudy.platform.ui;

import org.jspecify.annotations.NullMarked;
