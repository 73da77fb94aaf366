/** What all screens share: layout, home, set-up, error pages. */
@NullMarked
package io.understudy.shell;

import org.jspecify.annotations.NullMarked;
