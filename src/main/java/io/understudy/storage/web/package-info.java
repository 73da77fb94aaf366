/** Serves the pictures of pages from the store. */
@NullMarked
package io.understudy.storage.web;

import org.jspecify.annotations.NullMarked;
