/** Ids, aggregates, actors, audit events and the errors of the domain. */
@NullMarked
package io.understudy.platform.core;

import org.jspecify.annotations.NullMarked;
