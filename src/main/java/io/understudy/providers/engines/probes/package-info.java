/** What engines say about themselves by HTTP. */
@NullMarked
package io.understudy.providers.engines.probes;

import org.jspecify.annotations.NullMarked;
