package io.understudy.training;

import io.understudy.prompting.guide.KnownIssue;

public final class RunRoutes {
    public static final String LIST = "runs";
    public static final String QUEUE = "queue";
    public static final String NEW = "runs/new";

    public static final String BACKEND = "backend";
    public static final String PAGE = "page";

    private RunRoutes() {}

    public static String of(long number) {
        return "runs/" + number;
    }

    public static String ofCharacter(String slug) {
        return "characters/" + slug + "/runs";
    }

    public static String launch(String slug) {
        return NEW + "?character=" + slug;
    }

    public static String rerun(String slug, long number) {
        return launch(slug) + "&from=" + number;
    }

    /**
     * The form, filled with the settings of another run and changed against one of the guide's problems; it says so.
     *
     * @param learningRate such as 5e-5
     */
    public static String remedy(String slug, long number, KnownIssue against, int steps, double learningRate) {
        return "%s&steps=%d&rate=%s&against=%s".formatted(rerun(slug, number), steps, learningRate, against.name());
    }
}
