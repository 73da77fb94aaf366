package io.understudy.dossiers;

public final class MalformedDossierException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedDossierException(String message) {
        super(message);
    }

    MalformedDossierException(String message, Throwable cause) {
        super(message, cause);
    }
}
