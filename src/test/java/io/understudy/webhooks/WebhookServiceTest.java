package io.understudy.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@StudioTest
@RecordApplicationEvents
@Tag("rules")
class WebhookServiceTest {
    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void anAdmin() {
        people.signIn(people.admin("Ada"));
    }

    private static WebhookDraft draft(String name, String address) {
        return new WebhookDraft(
                name, address, WebhookFormat.SLACK, Set.of(WebhookEvent.RUN_FAILED, WebhookEvent.RUN_SUCCEEDED));
    }

    @Test
    void aWebhookIsKeptAndItsSecretIsShownOnce() {
        NewSecret secret = webhooks.add(draft(" Studio channel ", "https://hooks.slack.com/services/T0/B0/x"));

        WebhookCard card = webhooks.webhook(secret.webhook());
        assertThat(card.name()).isEqualTo("Studio channel");
        assertThat(card.format()).isEqualTo(WebhookFormat.SLACK);
        assertThat(card.events()).containsExactlyInAnyOrder(WebhookEvent.RUN_FAILED, WebhookEvent.RUN_SUCCEEDED);
        assertThat(secret.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secret.toString()).doesNotContain(secret.secret());
        assertThat(jdbc.sql("select sealed from secret").query(String.class).list())
                .hasSize(2)
                .noneMatch(kept -> kept.contains(secret.secret()));
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb)).contains("webhook.added", "secret.set");
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::toString))
                .noneMatch(text -> text.contains(secret.secret()));
    }

    /** Who knows the address of a chat writes to it. */
    @Test
    @Tag("attack")
    void theAddressIsSealedAndNoMoreThanItsHostIsShown() {
        WebhookId id = webhooks.add(draft("One", "https://hooks.slack.com/services/T0/B0/x"))
                .webhook();
        webhooks.change(
                id, webhooks.webhook(id).rowVersion(), draft("One", "https://hooks.slack.com/services/T0/B0/y"));

        assertThat(webhooks.webhook(id).address()).matches("https://hooks\\.slack\\.com, fingerprint [0-9a-f]{8}");
        assertThat(jdbc.sql("select origin from webhook").query(String.class).single())
                .isEqualTo("https://hooks.slack.com");
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::toString)).noneMatch(text -> text.contains("T0/B0"));
        assertThat(draft("One", "https://hooks.slack.com/services/T0/B0/x").toString())
                .doesNotContain("T0/B0");
    }

    @Test
    void aStaleChangeIsRefused() {
        WebhookId id = webhooks.add(draft("One", "https://example.com/")).webhook();
        long seen = webhooks.webhook(id).rowVersion();
        webhooks.change(id, seen, draft("Two", "https://example.com/"));

        assertThatThrownBy(() -> webhooks.change(id, seen, draft("Three", "https://example.com/")))
                .isInstanceOf(DomainException.Conflict.class);
        assertThat(webhooks.webhook(id).name()).isEqualTo("Two");
    }

    @Test
    void aWebhookThatWasChangedMeanwhileIsNotRemoved() {
        WebhookId id = webhooks.add(draft("One", "https://example.com/")).webhook();
        long seen = webhooks.webhook(id).rowVersion();
        webhooks.change(id, seen, draft("Two", "https://example.com/"));

        assertThatThrownBy(() -> webhooks.remove(id, seen)).isInstanceOf(DomainException.Conflict.class);
        assertThat(webhooks.webhook(id).name()).isEqualTo("Two");
    }

    @Test
    void twoWebhooksHaveTwoNames() {
        webhooks.add(draft("One", "https://example.com/"));

        assertThatThrownBy(() -> webhooks.add(draft("one", "https://example.com/")))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://example.com/",
                "https:///path",
                "https://me:pass@example.com/",
                "//example.com/",
                "https://example.com:99999/",
                "https://example.com:25/",
                "http://169.254.169.254/",
                "https://a b/"
            })
    void whatIsNoAddressIsRefusedAtItsField(String address) {
        assertThatThrownBy(() -> webhooks.add(draft("One", address)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("address"));
    }

    @Test
    void aWebhookWithoutEventsIsRefused() {
        assertThatThrownBy(() -> webhooks.add(new WebhookDraft(
                        "One", "https://example.com/", WebhookFormat.STANDARD, EnumSet.noneOf(WebhookEvent.class))))
                .hasMessage("Choose at least one event.");
    }

    @Test
    @Tag("twice")
    void aRemovedWebhookLeavesNeitherSecretNorLog() {
        WebhookId id = webhooks.add(draft("One", "https://example.com/")).webhook();
        webhooks.remove(id, webhooks.webhook(id).rowVersion());

        assertThat(webhooks.webhooks()).isEmpty();
        assertThat(jdbc.sql("select count(*) from secret").query(Long.class).single())
                .isZero();
        assertThatThrownBy(() -> webhooks.webhook(id)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void whatIsNoNetworkIsNamed() {
        assertThatThrownBy(() -> networks.change("10.0.0.0/8\nintranet/8"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("“intranet/8” is no network. Write it such as 10.1.0.0/16.");
        assertThat(networks.text()).isEmpty();
    }

    @Test
    @Tag("attack")
    void membersSeeNothingOfIt() {
        people.signIn(people.reviewer("Jon"));

        assertThatThrownBy(() -> webhooks.webhooks()).isInstanceOf(AccessDeniedException.class);
    }
}
