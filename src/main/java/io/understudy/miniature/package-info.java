/**
 * The miniature: a small image model that trains LoRAs on the processor. Pure library; begin at {@link
 * io.understudy.miniature.MiniatureBase}.
 */
@NullMarked
package io.understudy.miniature;

import org.jspecify.annotations.NullMarked;
