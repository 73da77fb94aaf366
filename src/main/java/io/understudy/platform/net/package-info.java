/** Which machines this server connects to. */
@NullMarked
package io.understudy.platform.net;

import org.jspecify.annotations.NullMarked;
