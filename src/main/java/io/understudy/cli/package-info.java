/**
 * The command line: {@code train} and {@code sample} on the miniature and {@code inspect} for any LoRA file, without
 * starting the server.
 */
@NullMarked
package io.understudy.cli;

import org.jspecify.annotations.NullMarked;
