/** The address to which fal.ai sends its messages. */
@NullMarked
package io.understudy.fal.web;

import org.jspecify.annotations.NullMarked;
