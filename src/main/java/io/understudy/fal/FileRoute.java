package io.understudy.fal;

/** How datasets and LoRAs reach fal. */
public enum FileRoute {
    /** This server sends them to fal's own store. */
    UPLOAD(
            "Upload to fal.ai",
            "Works everywhere. The files are in fal.ai's store, at an address that cannot be guessed."),
    /** fal fetches them from our object store. */
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

    /** What choosing it means, in one or two sentences. */
    public String what() {
        return what;
    }
}
