/** Tests of the doctor. */
@NullMarked
package io.understudy.doctor;

import org.jspecify.annotations.NullMarked;
