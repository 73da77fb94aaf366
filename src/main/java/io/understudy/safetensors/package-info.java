/** The safetensors file format: a checked streaming reader and a writer, usable without the rest of the product. */
@NullMarked
package io.understudy.safetensors;

import org.jspecify.annotations.NullMarked;
