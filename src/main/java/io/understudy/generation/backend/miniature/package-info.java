/** The miniature as a generation backend: generates on this server's processor. */
@NullMarked
package io.understudy.generation.backend.miniature;

import org.jspecify.annotations.NullMarked;
