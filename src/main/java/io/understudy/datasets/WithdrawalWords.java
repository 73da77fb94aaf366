package io.understudy.datasets;

import java.util.List;

final class WithdrawalWords {
    private static final int NAMED = 3;

    private WithdrawalWords() {}

    static String names(List<String> fileNames) {
        String first = String.join(", ", fileNames.subList(0, Math.min(NAMED, fileNames.size())));
        int more = fileNames.size() - NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
