/** Comments on a page. */
@NullMarked
@NamedInterface("comments-ui")
package io.understudy.collaboration.comments.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
