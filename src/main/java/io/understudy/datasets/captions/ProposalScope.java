package io.understudy.datasets.captions;

public enum ProposalScope {
    EMPTY("Only captions that are empty or have nothing but the trigger word"),
    ALL("All captions: what is missing is put at the end");

    private final String label;

    ProposalScope(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
