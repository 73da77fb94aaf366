package io.understudy.datasets.consent;

import java.util.Locale;

public enum ConsentBasis {
    OWN_PHOTO("Taken by the team, of someone who knows what it is for."),
    WRITTEN_CONSENT("The person in the photo and its photographer agreed in writing."),
    LICENCE("Used under a licence whose terms allow training."),
    PUBLIC_DOMAIN("Free of rights, or given away under CC0."),
    SYNTHETIC("Drawn or generated; it shows no living person.");

    private final String meaning;

    ConsentBasis(String meaning) {
        this.meaning = meaning;
    }

    public String label() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public String meaning() {
        return meaning;
    }
}
