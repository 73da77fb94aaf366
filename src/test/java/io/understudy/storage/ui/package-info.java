/** What an admin sees of the store. */
@NullMarked
package io.understudy.storage.ui;

import org.jspecify.annotations.NullMarked;
