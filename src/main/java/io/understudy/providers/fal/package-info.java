/** fal.ai: client, webhooks, files, keys. */
@NullMarked
@NamedInterface("fal")
package io.understudy.providers.fal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
