package io.understudy.datasets.quality.vision.networks;

/** The networks cannot be used on this machine; the message says why, for a person. */
public class NetworksUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    NetworksUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
