/** Pictures to latents and back. */
@NullMarked
package io.understudy.mini.autoencoder;

import org.jspecify.annotations.NullMarked;
