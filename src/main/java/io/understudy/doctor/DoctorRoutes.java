package io.understudy.doctor;

import io.understudy.prompting.guide.KnownIssue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public final class DoctorRoutes {
    public static final String TEMPLATE = "runs/:number([0-9]{1,18})/doctor";
    public static final String ISSUE = "issue";

    private DoctorRoutes() {}

    public static String of(long run) {
        return "runs/" + run + "/doctor";
    }

    public static String of(long run, KnownIssue issue) {
        return of(run) + "?" + ISSUE + "=" + word(issue);
    }

    /** As addresses carry an issue: {@code face-varies}. */
    public static String word(KnownIssue issue) {
        return issue.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<KnownIssue> issue(String word) {
        return Arrays.stream(KnownIssue.values())
                .filter(issue -> word(issue).equals(word))
                .findFirst();
    }
}
