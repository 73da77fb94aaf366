/** The interface of backends that draw pictures with LoRAs; one child package per backend. */
@NullMarked
package io.understudy.generation.backend;

import org.jspecify.annotations.NullMarked;
