/** Reviews: rules, requests, steps, the review inbox. */
@NullMarked
@NamedInterface("review")
package io.understudy.versions.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
