@NullMarked
package io.understudy.inbox.ui;

import org.jspecify.annotations.NullMarked;
