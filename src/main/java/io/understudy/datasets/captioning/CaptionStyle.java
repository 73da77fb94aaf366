package io.understudy.datasets.captioning;

public enum CaptionStyle {
    SENTENCE("A sentence", "Answer with one or two plain sentences in English."),
    TAGS("Tags", "Answer with short tags in English, separated by commas, the most important first.");

    private final String label;
    private final String request;

    CaptionStyle(String label, String request) {
        this.label = label;
        this.request = request;
    }

    public String label() {
        return label;
    }

    String request() {
        return request;
    }
}
