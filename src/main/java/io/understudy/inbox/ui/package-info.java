/** The inbox page and the bell that leads to it. */
@NullMarked
package io.understudy.inbox.ui;

import org.jspecify.annotations.NullMarked;
