/** Test sheets: what a LoRA generates over prompts, strengths and seeds, next to no LoRA and the production version. */
@NullMarked
package io.understudy.versions.sheets;

import org.jspecify.annotations.NullMarked;
