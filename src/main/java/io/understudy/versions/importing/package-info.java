/** LoRAs that were trained elsewhere. */
@NullMarked
package io.understudy.versions.importing;

import org.jspecify.annotations.NullMarked;
