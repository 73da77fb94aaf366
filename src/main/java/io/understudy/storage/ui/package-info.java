/** The screen of the storage check. */
@NullMarked
package io.understudy.storage.ui;

import org.jspecify.annotations.NullMarked;
