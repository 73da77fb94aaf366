/** Test sheets: what a LoRA draws over prompts, strengths and seeds, beside no LoRA and the production version. */
@NullMarked
package io.understudy.versions.sheets;

import org.jspecify.annotations.NullMarked;
