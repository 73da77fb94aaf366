/** How far two LoRAs change the same layers in the same direction. */
@NullMarked
package io.understudy.lora.overlap;

import org.jspecify.annotations.NullMarked;
