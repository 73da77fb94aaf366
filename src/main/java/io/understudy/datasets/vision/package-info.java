/**
 * What can be measured on one picture: hash, sharpness, light, faces, how much of the body is seen. A library without
 * Spring; pictures come in as pixels, and numbers go out.
 */
@NullMarked
package io.understudy.datasets.vision;

import org.jspecify.annotations.NullMarked;
