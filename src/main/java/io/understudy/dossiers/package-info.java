/** Signed dossiers: one zip that proves, without network and without this product running, how a LoRA was released. */
@NullMarked
package io.understudy.dossiers;

import org.jspecify.annotations.NullMarked;
