/** Tests of what datasets hand out over HTTP. */
@NullMarked
package io.understudy.datasets.web;

import org.jspecify.annotations.NullMarked;
