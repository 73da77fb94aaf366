/** The safetensors format: headers, tensors, metadata, hashes. */
@NullMarked
package io.understudy.lora.format;

import org.jspecify.annotations.NullMarked;
