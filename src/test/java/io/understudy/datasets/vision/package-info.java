/** Measures on pictures that are drawn by code, and on the faces of the models' own demos where they are there. */
@NullMarked
package io.understudy.datasets.vision;

import org.jspecify.annotations.NullMarked;
