/** The admin's page about the store. */
@NullMarked
package io.understudy.storage.ui;

import org.jspecify.annotations.NullMarked;
