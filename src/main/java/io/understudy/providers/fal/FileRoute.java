package io.understudy.providers.fal;

public enum FileRoute {
    UPLOAD(
            "Upload to fal.ai",
            "Works everywhere. The files are in fal.ai's store, at an address that cannot be guessed."),
    LINK("Link to our object store", "fal.ai fetches them itself, by a link that ends after twelve hours.");

    private final String label;
    private final String what;

    FileRoute(String label, String what) {
        this.label = label;
        this.what = what;
    }

    public String label() {
        return label;
    }

    public String what() {
        return what;
    }
}
