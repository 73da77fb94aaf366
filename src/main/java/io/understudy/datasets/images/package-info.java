/** The list of pictures and who shaped it. */
@NullMarked
package io.understudy.datasets.images;

import org.jspecify.annotations.NullMarked;
