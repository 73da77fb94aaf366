/** The guide's known problems of a LoRA: what the product holds against each, and the fix, prepared. Reads only. */
@NullMarked
package io.understudy.doctor;

import org.jspecify.annotations.NullMarked;
