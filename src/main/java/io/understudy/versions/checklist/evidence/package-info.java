/** What a tick rests on: files, pictures, measured values. */
@NullMarked
package io.understudy.versions.checklist.evidence;

import org.jspecify.annotations.NullMarked;
