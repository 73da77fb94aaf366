/** Generates pictures with LoRAs: durable jobs, their pictures with seeds and settings, and their live progress. */
@NullMarked
package io.understudy.generation;

import org.jspecify.annotations.NullMarked;
