/** Datasets over HTTP: what leaves the product as a file. */
@NullMarked
package io.understudy.datasets.web;

import org.jspecify.annotations.NullMarked;
