/** What the server does with the trail once a day: it checks every row, then signs the state. */
@NullMarked
package io.understudy.audit.daily;

import org.jspecify.annotations.NullMarked;
