/** What a release says of itself to people and to other people's tools: model card, sidecar, bill of materials. */
@NullMarked
package io.understudy.bundle.metadata;

import org.jspecify.annotations.NullMarked;
