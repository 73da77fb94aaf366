/** Hands out LoRA files over HTTP. */
@NullMarked
package io.understudy.versions.web;

import org.jspecify.annotations.NullMarked;
