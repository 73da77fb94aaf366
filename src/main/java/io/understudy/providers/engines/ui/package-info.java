/** Settings of the engines. */
@NullMarked
@NamedInterface("engines-ui")
package io.understudy.providers.engines.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
