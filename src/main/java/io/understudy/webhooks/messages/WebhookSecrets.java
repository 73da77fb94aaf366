package io.understudy.webhooks.messages;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Addresses of webhooks and the secrets that they sign with, sealed as all secrets are: the present one, and behind it
 * former ones, each with its own end.
 */
@Component
public class WebhookSecrets {
    private static final Logger log = LoggerFactory.getLogger(WebhookSecrets.class);
    private static final String BETWEEN = " ";
    private static final int MOST_FORMER = 8;

    private final SecretService secrets;
    private final TransactionTemplate apart;
    private final SecureRandom random = new SecureRandom();

    WebhookSecrets(SecretService secrets, PlatformTransactionManager transactions) {
        this.secrets = secrets;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public NewSecret create(WebhookId webhook) {
        return keep(webhook, List.of());
    }

    /** @param until when the present secret counts from now on; without an effect where it cannot be read */
    public NewSecret rotate(WebhookId webhook, Instant now, Instant until) {
        return keep(
                webhook,
                readable(webhook).stream()
                        .filter(secret -> secret.counts(now))
                        .map(secret -> secret.replaced(until))
                        .limit(MOST_FORMER)
                        .toList());
    }

    private NewSecret keep(WebhookId webhook, List<KeptSecret> former) {
        SigningSecret fresh = SigningSecret.random(random);
        secrets.keep(
                signing(webhook),
                Stream.concat(Stream.of(new KeptSecret(fresh, null)), former.stream())
                        .map(KeptSecret::written)
                        .collect(Collectors.joining(BETWEEN)));
        return new NewSecret(webhook, fresh.text(), !former.isEmpty());
    }

    /** None where the key that sealed them is lost: a new secret is the way out of that. */
    private List<KeptSecret> readable(WebhookId webhook) {
        try {
            // What is not readable must not end the transaction in which there will be a new one.
            return RunAs.get(() -> Objects.requireNonNull(apart.execute(status -> kept(webhook))));
        } catch (RuleViolation lost) {
            log.warn("The former secret of webhook {} cannot be read", webhook.value(), lost);
            return List.of();
        }
    }

    public void keepAddress(WebhookId webhook, URI address) {
        secrets.keep(address(webhook), address.toString());
    }

    public void forget(WebhookId webhook) {
        secrets.forget(signing(webhook));
        secrets.forget(address(webhook));
    }

    /**
     * For the product's own work.
     *
     * @throws RuleViolation when it is missing or cannot be read
     */
    URI addressOf(WebhookId webhook) {
        return secrets.reveal(address(webhook))
                .map(URI::create)
                .orElseThrow(() -> new RuleViolation("The address is missing. Enter it again."));
    }

    /**
     * The secrets that count now, the present one first. For the product's own work.
     *
     * @throws RuleViolation when there is none or they cannot be read: nothing is sent unsigned
     */
    List<SigningSecret> counting(WebhookId webhook, Instant now) {
        List<SigningSecret> counting = kept(webhook).stream()
                .filter(secret -> secret.counts(now))
                .map(KeptSecret::secret)
                .toList();
        if (counting.isEmpty()) {
            throw new RuleViolation("The secret is missing, and nothing is sent unsigned. Rotate the secret.");
        }
        return counting;
    }

    private List<KeptSecret> kept(WebhookId webhook) {
        return secrets.reveal(signing(webhook)).stream()
                .flatMap(text -> Arrays.stream(text.split(BETWEEN)))
                .map(KeptSecret::parse)
                .toList();
    }

    private static SecretName signing(WebhookId webhook) {
        return new SecretName("webhook." + webhook.value());
    }

    private static SecretName address(WebhookId webhook) {
        return new SecretName("webhook." + webhook.value() + ".address");
    }
}
