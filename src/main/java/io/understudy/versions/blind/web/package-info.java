/** The pictures of blind comparisons, at addresses that tell nothing. */
@NullMarked
package io.understudy.versions.blind.web;

import org.jspecify.annotations.NullMarked;
