package io.understudy.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunChanged;
import io.understudy.training.runs.RunService;
import io.understudy.webhooks.FakeReceiver.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What runs go through, as receivers get it. */
@StudioTest
@Tag("rules")
class RunEventsTest {
    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    DeliveryQueue queue;

    @Autowired
    DomainEventListener listener;

    @Autowired
    RunFixtures runs;

    @Autowired
    RunService service;

    @Autowired
    People people;

    private final FakeReceiver receiver = new FakeReceiver();
    private CharacterId ava;

    @BeforeEach
    void aWebhookForRuns() {
        runs.forget();
        people.signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
        webhooks.add(new WebhookDraft(
                "Pipeline",
                receiver.address(),
                WebhookFormat.STANDARD,
                EnumSet.range(WebhookEvent.RUN_AWAITING_APPROVAL, WebhookEvent.RUN_UNCONFIRMED)));
        ava = runs.character("Ava Lindqvist", "ohwx woman");
    }

    @AfterEach
    void stop() throws Exception {
        queue.settled().get(1, TimeUnit.MINUTES);
        receiver.close();
        runs.forget();
    }

    private List<String> sent() throws Exception {
        queue.settled().get(1, TimeUnit.MINUTES);
        return receiver.messages().stream().map(Message::type).toList();
    }

    @Test
    void aRunIsFollowedFromTheQueueToItsEnd() throws Exception {
        LaunchResult run = runs.finished(ava, 10, 1e-4);

        assertThat(sent()).containsExactly("run.queued", "run.started", "run.succeeded");
        JsonNode data = receiver.messages().getLast().json().path("data");
        assertThat(data.path("run").path("number").asLong()).isEqualTo(run.number());
        assertThat(data.path("run").path("url").asString()).endsWith("/runs/" + run.number());
        assertThat(data.path("character").path("slug").asString()).isEqualTo("ava-lindqvist");
        assertThat(data.path("backend").asString()).isEqualTo("told");
        assertThat(data.path("state").asString()).isEqualTo("succeeded");
        assertThat(data.path("attempt").asInt()).isOne();
    }

    @Test
    void aFailureIsSent() throws Exception {
        runs.launch(ava, 10, 1e-4);
        runs.start();
        runs.fail("Out of memory");

        assertThat(sent()).containsExactly("run.queued", "run.failed");
    }

    @Test
    void aRunThatIsCancelledAndResumedIsQueuedAgain() throws Exception {
        LaunchResult run = runs.launch(ava, 10, 1e-4);
        service.cancel(run.run());
        service.resume(run.run());

        assertThat(sent()).containsExactly("run.queued", "run.cancelled", "run.queued");
    }

    @Test
    void aRunAboutWhichAnAdminDecidesIsSent() throws Exception {
        runs.launch(ava, 10, 1e-4);
        runs.start();
        runs.unanswered("request 77");

        assertThat(sent()).containsExactly("run.queued", "run.unconfirmed");
    }

    @Test
    void aRunThatWaitsForApprovalIsSent() throws Exception {
        RunProgress held = new RunProgress(
                new RunId(UUID.randomUUID()), 7, RunState.AWAITING_APPROVAL, 0, 0, 10, null, "", 0, 0, null, 0, 0, 0);

        listener.changed(new RunChanged(held, ava, "told", false));
        listener.changed(new RunChanged(held, ava, "told", true));

        assertThat(sent()).containsExactly("run.awaiting_approval");
    }
}
