/** LoRAs that were trained elsewhere. */
@NullMarked
@NamedInterface("importing")
package io.understudy.versions.importing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
