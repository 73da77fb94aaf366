package io.understudy.providers.fal;

import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import io.understudy.settings.SecretState;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The key to fal.ai: sealed in the database, opened for a single call, never part of a record, a message or a log. */
@Component
public class FalKey {
    public static final SecretName NAME = new SecretName("fal.key");

    private final SecretService secrets;

    FalKey(SecretService secrets) {
        this.secrets = secrets;
    }

    public boolean isSet() {
        return state().isPresent();
    }

    public Optional<SecretState> state() {
        return RunAs.get(() -> secrets.state(NAME));
    }

    String reveal() {
        return RunAs.get(() -> secrets.reveal(NAME)).orElseThrow(FalProblem.NotConnected::new);
    }
}
