/** Blobs over HTTP. */
@NullMarked
package io.understudy.storage.web;

import org.jspecify.annotations.NullMarked;
