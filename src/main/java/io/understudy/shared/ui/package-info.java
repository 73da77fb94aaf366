/** Vaadin parts that every feature's screens share. */
@NullMarked
package io.understudy.shared.ui;

import org.jspecify.annotations.NullMarked;
