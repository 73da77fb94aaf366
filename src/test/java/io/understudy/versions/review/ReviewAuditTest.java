package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.AuditEvent;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class ReviewAuditTest extends VersionsTest {
    @Autowired
    ApplicationEvents published;

    @Autowired
    LoraVersions loraVersions;

    @Autowired
    DecisionTrailCheck check;

    @Test
    void everyStepOfAVersionIsAnAct() {
        superseded();

        assertThat(published.stream(AuditEvent.class).map(AuditEvent::verb).filter(verb -> verb.startsWith("version.")))
                .containsSubsequence(
                        "version.created",
                        "version.submitted",
                        "version.item-ticked",
                        "version.signed-off",
                        "version.approved",
                        "version.superseded",
                        "version.approved");
    }

    @Test
    void anActCarriesWhoWhatBeforeAndAfter() {
        changesRequested();

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("version.sent-back")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor().name()).isEqualTo("Jon");
                    assertThat(event.subject().name()).isEqualTo("ava-lindqvist_v1_1000steps.safetensors");
                    assertThat(event.before()).containsEntry("state", "in review");
                    assertThat(event.after())
                            .containsEntry("state", "changes requested")
                            .containsEntry("reason", "The hands have six fingers.")
                            .containsKey("manifest");
                });
    }

    @Test
    void aDecisionBetweenLoadingAVersionAndComparingItContradictsNothing() {
        VersionId id = inReview();
        LoraVersion loaded = loraVersions.findById(id.value()).orElseThrow();
        people.signIn(jon);
        reviews.sendBack(id, seen(id), "The hands have six fingers.");

        assertThat(check.disagreements(loaded)).isEmpty();
        assertThat(check.contradicted(List.of(loaded))).isEmpty();
    }
}
