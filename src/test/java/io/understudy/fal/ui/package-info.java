@NullMarked
package io.understudy.fal.ui;

import org.jspecify.annotations.NullMarked;
