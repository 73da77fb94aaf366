/** The interface of backends that generate pictures with LoRAs; one child package per backend. */
@NullMarked
package io.understudy.generation.backend;

import org.jspecify.annotations.NullMarked;
