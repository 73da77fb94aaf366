/** Reads what trainers log for TensorBoard. */
@NullMarked
package io.understudy.cli.tensorboard;

import org.jspecify.annotations.NullMarked;
