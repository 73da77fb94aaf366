package io.understudy.webhooks;

import static io.understudy.versions.registry.FinishedRuns.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.understudy.datasets.consent.ConsentReinstated;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.webhooks.FakeReceiver.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What versions go through, as receivers get it. */
@Tag("rules")
class WebhookEventsTest extends VersionsTest {
    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    DeliveryQueue queue;

    private final FakeReceiver receiver = new FakeReceiver();

    @BeforeEach
    void aWebhookForEverything() {
        people.signIn(ines);
        networks.change("127.0.0.0/8");
        webhooks.add(new WebhookDraft(
                "Pipeline", receiver.address(), WebhookFormat.STANDARD, EnumSet.copyOf(WebhookEvent.choices())));
    }

    @AfterEach
    void stop() throws Exception {
        queue.settled().get(1, TimeUnit.MINUTES);
        receiver.close();
    }

    private List<Message> sent() throws Exception {
        queue.settled().get(1, TimeUnit.MINUTES);
        return receiver.messages();
    }

    @Test
    void aReviewIsFollowedStepByStepUntilTheVersionIsInProduction() throws Exception {
        VersionId id = approved();

        assertThat(sent())
                .extracting(Message::type)
                .containsSubsequence("review.requested", "review.signed_off", "version.approved", "production.changed");
        JsonNode data = sent().getLast().json().path("data");
        assertThat(data.path("version").path("id").asString())
                .isEqualTo(id.value().toString());
        assertThat(data.path("version").path("url").asString()).endsWith("/versions/" + id.value());
        assertThat(data.path("character").path("id").asString()).isNotEmpty();
        assertThat(data.path("model").asString()).isEqualTo("miniature");
        assertThat(data.path("state").asString()).isEqualTo("approved");
        assertThat(data.path("by").path("name").asString()).isEqualTo("Ines");
    }

    @Test
    void aVersionThatIsSentBackSaysWhy() throws Exception {
        changesRequested();

        assertThat(sent().getLast().type()).isEqualTo("review.sent_back");
        assertThat(sent().getLast().json().path("data").path("reason").asString())
                .isEqualTo("The hands have six fingers.");
    }

    @Test
    void aRequestThatIsWithdrawnIsSent() throws Exception {
        VersionId id = inReview();
        reviews.withdraw(id, seen(id));

        assertThat(sent().getLast().type()).isEqualTo("review.withdrawn");
        assertThat(sent().getLast().json().path("data").path("by").path("name").asString())
                .isEqualTo("Mara");
    }

    @Test
    void aRevokedProductionVersionLeavesProduction() throws Exception {
        revoked();

        assertThat(sent()).extracting(Message::type).endsWith("version.revoked", "production.changed");
        assertThat(sent().getLast().json().path("data").path("state").asString())
                .isEqualTo("revoked");
    }

    @Test
    void aRecallAndItsEndAreSent() throws Exception {
        PhotoConsentService consents = beans.mock(PhotoConsentService.class);
        approved();
        WithdrawnPhoto photo = new WithdrawnPhoto(
                new BlobHash("7".repeat(64)), "ava-07.png", "Mara", clock.instant(), "She asked for it.");
        when(consents.withdrawnIn(SNAPSHOT)).thenReturn(List.of(photo));
        transaction.executeWithoutResult(
                status -> events.publishEvent(new ConsentWithdrawn(List.of(photo), Set.of(SNAPSHOT))));
        assertThat(sent().getLast().type()).isEqualTo("version.recalled");
        assertThat(sent().getLast().json().path("data").path("reason").asString())
                .contains("ava-07.png");

        when(consents.withdrawnIn(SNAPSHOT)).thenReturn(List.of());
        transaction.executeWithoutResult(
                status -> events.publishEvent(new ConsentReinstated(List.of("ava-07.png"), Set.of(SNAPSHOT))));
        assertThat(sent().getLast().type()).isEqualTo("version.reinstated");
    }
}
