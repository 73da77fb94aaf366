/** Signed release bundles: one zip that proves how a LoRA was released, without network and without this product. */
@NullMarked
package io.understudy.dossiers;

import org.jspecify.annotations.NullMarked;
