package io.understudy.versions.blind;

import io.understudy.versions.VersionId;

/** Where blind comparisons are found; all without a leading slash. */
public final class BlindRoutes {
    public static final String COMPARISON = "blind/:id";
    public static final String NEW = "versions/:id/blind/new";

    private BlindRoutes() {}

    public static String of(BlindId id) {
        return "blind/" + id.value();
    }

    public static String newComparison(VersionId version) {
        return "versions/" + version.value() + "/blind/new";
    }

    /** A picture as the caller sees it: the address reveals neither whose it is nor what its bytes are. */
    public static String picture(BlindId id, int number, boolean left) {
        return of(id) + "/pictures/" + number + "/" + (left ? "left" : "right");
    }
}
