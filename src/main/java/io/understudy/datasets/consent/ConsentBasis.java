package io.understudy.datasets.consent;

public enum ConsentBasis {
    OWN_PHOTO("Own photo", "Taken by the team, of someone who knows what it is for."),
    WRITTEN_CONSENT("Written consent", "The person in the photo and its photographer agreed in writing."),
    LICENCE("Licence", "Used under a licence whose terms allow training."),
    PUBLIC_DOMAIN("Public domain", "Free of rights, or given away under CC0."),
    SYNTHETIC("Synthetic", "Drawn or generated; it shows no living person.");

    private final String label;
    private final String meaning;

    ConsentBasis(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
