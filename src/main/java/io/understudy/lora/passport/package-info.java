/** What a LoRA file says about itself, checked against its bytes. */
@NullMarked
package io.understudy.lora.passport;

import org.jspecify.annotations.NullMarked;
