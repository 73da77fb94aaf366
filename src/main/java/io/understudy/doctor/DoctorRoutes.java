package io.understudy.doctor;

import io.understudy.guide.KnownIssue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the doctor is; all without a leading slash. */
public final class DoctorRoutes {
    public static final String TEMPLATE = "runs/:number([0-9]{1,18})/doctor";
    public static final String ISSUE = "issue";

    private DoctorRoutes() {}

    /** Everything that is known about the problems of a run and of the version that it became. */
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

    /** The issue that an address names; empty for any other word. */
    public static Optional<KnownIssue> issue(String word) {
        return Arrays.stream(KnownIssue.values())
                .filter(issue -> word(issue).equals(word))
                .findFirst();
    }
}
