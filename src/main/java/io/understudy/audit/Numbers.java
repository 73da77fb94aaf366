package io.understudy.audit;

import java.util.Locale;

/** Row numbers as people read them: {@code 12 034}. */
final class Numbers {
    private Numbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
