/** Screens about versions: the version's own page, the review inbox, the tab of a character. */
@NullMarked
package io.understudy.versions.ui;

import org.jspecify.annotations.NullMarked;
