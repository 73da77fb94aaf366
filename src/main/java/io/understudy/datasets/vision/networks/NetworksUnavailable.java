package io.understudy.datasets.vision.networks;

/** The networks cannot be used here; the words say why, for a person. */
public class NetworksUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public NetworksUnavailable(String words) {
        super(words);
    }

    public NetworksUnavailable(String words, Throwable cause) {
        super(words, cause);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
