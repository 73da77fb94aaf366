/** What controllers share: attachments, and the answers to refused requests. */
@NullMarked
package io.understudy.platform.web;

import org.jspecify.annotations.NullMarked;
