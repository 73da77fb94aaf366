package io.understudy.datasets.quality.vision.networks;

/** The networks cannot be used on this machine; the message says why, for a person. */
public class NetworksUnavailable extends Exception {
    NetworksUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
