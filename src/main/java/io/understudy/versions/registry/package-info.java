/** The stored versions, their numbers and contributors. */
@NullMarked
package io.understudy.versions.registry;

import org.jspecify.annotations.NullMarked;
