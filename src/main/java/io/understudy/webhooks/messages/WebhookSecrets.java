package io.understudy.webhooks.messages;

import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Secrets of webhooks, sealed as all secrets are: the present one, and behind it the one before. */
@Component
public class WebhookSecrets {
    private static final String BETWEEN = " ";

    private final SecretService secrets;
    private final SecureRandom random = new SecureRandom();

    WebhookSecrets(SecretService secrets) {
        this.secrets = secrets;
    }

    public NewSecret create(WebhookId webhook) {
        SigningSecret fresh = SigningSecret.random(random);
        secrets.keep(name(webhook), fresh.text());
        return new NewSecret(webhook, fresh.text());
    }

    public NewSecret rotate(WebhookId webhook) {
        SigningSecret fresh = SigningSecret.random(random);
        String former = RunAs.get(() -> of(webhook)).getFirst().text();
        secrets.keep(name(webhook), fresh.text() + BETWEEN + former);
        return new NewSecret(webhook, fresh.text());
    }

    public void forget(WebhookId webhook) {
        secrets.forget(name(webhook));
    }

    /** For the product's own work. */
    List<SigningSecret> of(WebhookId webhook) {
        return secrets.reveal(name(webhook)).stream()
                .flatMap(text -> Arrays.stream(text.split(BETWEEN)))
                .map(SigningSecret::new)
                .toList();
    }

    private static SecretName name(WebhookId webhook) {
        return new SecretName("webhook." + webhook.value());
    }
}
