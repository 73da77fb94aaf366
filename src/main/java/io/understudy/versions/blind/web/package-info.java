/** The pictures of blind comparisons, at addresses that reveal nothing. */
@NullMarked
package io.understudy.versions.blind.web;

import org.jspecify.annotations.NullMarked;
