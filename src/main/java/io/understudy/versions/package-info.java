/** LoRA versions: lineage, quality checklist with evidence, sign-off, approval, download. */
@NullMarked
package io.understudy.versions;

import org.jspecify.annotations.NullMarked;
