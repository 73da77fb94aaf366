package io.understudy.audit;

import java.util.Locale;

final class RowNumbers {
    private RowNumbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
