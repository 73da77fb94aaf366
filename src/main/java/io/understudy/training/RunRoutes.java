package io.understudy.training;

/** Where runs are; all without a leading slash. */
public final class RunRoutes {
    public static final String LIST = "runs";
    public static final String QUEUE = "queue";
    public static final String NEW = "runs/new";

    private RunRoutes() {}

    public static String of(long number) {
        return "runs/" + number;
    }

    public static String ofCharacter(String slug) {
        return "characters/" + slug + "/runs";
    }

    /** The form for a run of this character. */
    public static String launch(String slug) {
        return NEW + "?character=" + slug;
    }

    /** The form, filled with the settings of another run. */
    public static String rerun(String slug, long number) {
        return launch(slug) + "&from=" + number;
    }
}
