/** What a browser gets, and does not get, from the store. */
@NullMarked
package io.understudy.storage.web;

import org.jspecify.annotations.NullMarked;
