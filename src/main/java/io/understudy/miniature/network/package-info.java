/** The networks: tokeniser, layers with their hand-written gradients, transformer, LoRA pairs, autoencoder. */
@NullMarked
package io.understudy.miniature.network;

import org.jspecify.annotations.NullMarked;
