/** The transformer of the miniature and its LoRA adapters. */
@NullMarked
package io.understudy.mini.network;

import org.jspecify.annotations.NullMarked;
