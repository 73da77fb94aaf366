/** Pictures that are generated with LoRAs. */
@NullMarked
package io.understudy.api.generations;

import org.jspecify.annotations.NullMarked;
