package io.understudy.datasets.consent;

import java.util.List;

final class FileNameSummary {
    private static final int NAMED = 3;

    private FileNameSummary() {}

    static String names(List<String> fileNames) {
        String first = String.join(", ", fileNames.subList(0, Math.min(NAMED, fileNames.size())));
        int more = fileNames.size() - NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
