/** Keeps the passport of every LoRA file that the product stores, read in the background. */
@NullMarked
package io.understudy.passports;

import org.jspecify.annotations.NullMarked;
