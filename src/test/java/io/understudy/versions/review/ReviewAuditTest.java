package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.AuditEvent;
import io.understudy.versions.VersionsTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class ReviewAuditTest extends VersionsTest {
    @Autowired
    ApplicationEvents published;

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
}
