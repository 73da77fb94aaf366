package io.understudy.providers.engines;

import static io.understudy.providers.engines.FakeEngine.ofMachine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.FakeTrainingEngines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@StudioTest
@RecordApplicationEvents
class EngineServiceTest {
    private static final String KEY = FakeEngine.SSH_KEY;

    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    EngineDirectory directory;

    @Autowired
    FakeTrainingEngines factory;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    private final FakeEngine box = FakeEngine.aiToolkit();

    @BeforeEach
    void anAdmin() {
        factory.take(EngineKind.AI_TOOLKIT, EngineKind.SLURM_REST);
        people.signIn(people.admin("Ada"));
    }

    @AfterEach
    void stop() {
        box.close();
    }

    private EngineDraft draft(String name) {
        return box.draft(name, EngineKind.AI_TOOLKIT, Map.of(EngineField.TOKEN, "s3cret-token"));
    }

    private static EngineDraft with(EngineDraft draft, EngineField field, String value) {
        Map<EngineField, String> values = new HashMap<>(draft.values());
        values.put(field, value);
        return new EngineDraft(
                draft.name(),
                draft.kind(),
                values,
                Map.of(),
                draft.trainer(),
                draft.workFolder(),
                draft.mostAtOnce(),
                null,
                draft.openTo());
    }

    @Test
    @Tag("attack")
    void anEngineIsKeptWithoutShowingItsSecret() {
        EngineId id = engines.add(draft(" A4090 box "));

        EngineCard card = engines.engine(id);
        assertThat(card.name()).isEqualTo("A4090 box");
        assertThat(card.backend()).isEqualTo("engine-" + id.value().toString().substring(0, 8));
        assertThat(card.secrets()).containsExactly(EngineField.TOKEN);
        assertThat(card.toString()).doesNotContain("s3cret");
        assertThat(draft("x").toString()).doesNotContain("s3cret");
        assertThat(directory.find(card.backend()).orElseThrow().secrets().read(EngineField.TOKEN))
                .contains("s3cret-token");
        assertThat(jdbc.sql("select sealed from secret").query(String.class).single())
                .doesNotContain("s3cret");
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb)).contains("engine.added", "secret.set");
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::toString))
                .noneMatch(text -> text.contains("s3cret"));
    }

    @Test
    @Tag("attack")
    void theKeyOfAHostThatNoLongerTakesLorasIsForgotten() {
        EngineDraft plain = box.draft("Pictures", EngineKind.COMFYUI);
        Map<EngineField, String> values = new HashMap<>(plain.values());
        values.putAll(Map.of(
                EngineField.LORA_FOLDER,
                "/srv/loras",
                EngineField.LORA_HOST,
                "files.example",
                EngineField.LORA_USER,
                "artist",
                EngineField.LORA_HOST_KEY,
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q"));
        EngineId id = engines.add(new EngineDraft(
                plain.name(),
                plain.kind(),
                values,
                Map.of(EngineField.LORA_KEY, KEY),
                "",
                "",
                2,
                null,
                plain.openTo()));
        assertThat(engines.engine(id).secrets()).containsExactly(EngineField.LORA_KEY);

        engines.change(id, engines.engine(id).rowVersion(), plain, false);

        assertThat(engines.engine(id).secrets()).isEmpty();
    }

    @Test
    void aKeyOfSeveralLinesComesBackAsItWas() {
        EngineConnection.SecretReader typed = directorySecrets(Map.of(EngineField.SSH_KEY, KEY));

        assertThat(typed.read(EngineField.SSH_KEY)).contains(KEY + "\n");
    }

    @Autowired
    EngineSecrets secrets;

    private EngineConnection.SecretReader directorySecrets(Map<EngineField, String> typed) {
        EngineId id = new EngineId(java.util.UUID.randomUUID());
        secrets.keep(id, typed);
        return secrets.reader(id);
    }

    @Test
    void kindsWithProbeAndFactoryAreOffered() {
        assertThat(engines.kinds()).containsExactly(EngineKind.values());
    }

    @ParameterizedTest
    @CsvSource({
        "address, ftp://gpu.example",
        "address, http://169.254.169.254/latest",
        "address, http://user@gpu.example",
        "address, 'not an address'",
        "cards, one",
    })
    void aMistakeIsNamedAtItsField(String field, String value) {
        EngineField at = EngineField.valueOf(field.toUpperCase(java.util.Locale.ROOT));

        assertThatThrownBy(() -> engines.add(with(draft("Box"), at, value)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
        assertThat(engines.engines()).isEmpty();
    }

    @Test
    void aHostAndAiToolkitsServerOnItDoNotShareCards() {
        factory.take(EngineKind.GPU_HOST);
        engines.add(ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 2));

        for (String cards : List.of("0,1", "1,2", "")) {
            assertThatThrownBy(() -> engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server", cards, 2)))
                    .hasMessageStartingWith("“Host” may use the same cards")
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            refusal -> assertThat(refusal.field()).isEqualTo("cards"));
        }
        EngineId server = engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server", "2,3", 2));
        engines.add(ofMachine(EngineKind.GPU_HOST, "Host for sd-scripts", "0,1", 2));
        assertThatThrownBy(() -> engines.change(
                        server,
                        engines.engine(server).rowVersion(),
                        ofMachine(EngineKind.AI_TOOLKIT, "Server", "1", 2),
                        false))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void aHostAndAiToolkitsServerOnItShareCardsWhereTheQueueLetsOneRunStart() {
        factory.take(EngineKind.GPU_HOST);
        engines.add(ofMachine(EngineKind.GPU_HOST, "Host", "0", 1));

        EngineId server = engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server", "0", 1));

        assertThatThrownBy(() -> engines.change(
                        server,
                        engines.engine(server).rowVersion(),
                        ofMachine(EngineKind.AI_TOOLKIT, "Server", "0", 2),
                        false))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void twoAccountsOfOneHostDoNotShareCardsUnlessTheQueueLetsOneRunStart() {
        factory.take(EngineKind.GPU_HOST);
        engines.add(ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 2));

        assertThatThrownBy(() -> engines.add(ofAnotherUser("Other account", "1", 2)))
                .hasMessageStartingWith("“Host” may use the same cards");
        assertThatThrownBy(() -> engines.add(ofAnother(EngineField.PORT, "2223", "Container", "1", 2)))
                .as("a container's account may have the same name")
                .hasMessageStartingWith("“Host” may use the same cards");
        EngineId other = engines.add(ofAnotherUser("Other account", "2", 2));
        change(other, ofAnotherUser("Other account", "3", 2));
        assertThatThrownBy(() -> change(other, ofAnotherUser("Other account", "", 2)))
                .isInstanceOf(DomainException.RuleViolation.class);

        change(engines.engines().getFirst().id(), ofMachine(EngineKind.GPU_HOST, "Host", "0", 1));
        change(other, ofAnotherUser("Other account", "0", 1));
        engines.add(ofAnotherUser("Other account, for sd-scripts", "1", 2));
    }

    private static EngineDraft ofAnotherUser(String name, String cards, int most) {
        return ofAnother(EngineField.USER, "painter", name, cards, most);
    }

    private static EngineDraft ofAnother(EngineField field, String value, String name, String cards, int most) {
        EngineDraft draft = ofMachine(EngineKind.GPU_HOST, name, cards, most);
        Map<EngineField, String> values = new HashMap<>(draft.values());
        values.put(field, value);
        return new EngineDraft(
                name, draft.kind(), values, draft.secrets(), "", draft.workFolder(), most, null, Role.MEMBER);
    }

    @Test
    void twoServersOfAiToolkitOnOneMachineDoNotShareCards() {
        engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server", "0", 2));
        engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server again", "0", 2));

        for (String address : List.of("http://gpu.example:8676", "http://gpu.example:8675/second")) {
            assertThatThrownBy(() -> engines.add(with(
                            ofMachine(EngineKind.AI_TOOLKIT, "Second server", "0", 2), EngineField.ADDRESS, address)))
                    .hasMessageStartingWith("“Server” may use the same cards");
        }
    }

    @Test
    void ofTwoAdminsWhoEnterTheSameCardsAtTheSameMomentOneIsRefused() throws Exception {
        factory.take(EngineKind.GPU_HOST);
        CyclicBarrier together = new CyclicBarrier(2);

        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first =
                    threads.submit(addition("Ada", ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 2), together));
            Future<Boolean> second =
                    threads.submit(addition("Bea", ofMachine(EngineKind.AI_TOOLKIT, "Server", "1", 2), together));
            assertThat(List.of(first.get(2, TimeUnit.MINUTES), second.get(2, TimeUnit.MINUTES)))
                    .containsExactlyInAnyOrder(true, false);
        }
        assertThat(engines.engines()).hasSize(1);
    }

    private Callable<Boolean> addition(String admin, EngineDraft draft, CyclicBarrier together) {
        SignedInPerson by = people.admin(admin);
        return () -> {
            people.signIn(by);
            together.await(2, TimeUnit.MINUTES);
            try {
                engines.add(draft);
                return true;
            } catch (DomainException.RuleViolation taken) {
                return false;
            }
        };
    }

    @Test
    void entriesThatTakeTheSameCardsFromBeforeAreChangedAndSetRightOneAfterTheOther() {
        factory.take(EngineKind.GPU_HOST);
        EngineId host = engines.add(ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 1));
        EngineId server = engines.add(ofMachine(EngineKind.AI_TOOLKIT, "Server", "0,1", 1));
        jdbc.sql("update engine set most_at_once = 2").update();

        change(host, FakeEngine.priced(ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 2), "1.50", Role.MEMBER));
        change(host, ofMachine(EngineKind.GPU_HOST, "Host", "0,1", 1));
        change(server, ofMachine(EngineKind.AI_TOOLKIT, "Server", "0,1", 1));

        assertThatThrownBy(() -> change(server, ofMachine(EngineKind.AI_TOOLKIT, "Server", "0,1", 2)))
                .hasMessageStartingWith("“Host” may use the same cards");
    }

    private void change(EngineId id, EngineDraft draft) {
        engines.change(id, engines.engine(id).rowVersion(), draft, false);
    }

    @Test
    void aRequiredSecretIsAskedForOnce() {
        EngineDraft slurm = FakeEngine.priced(box.draft("Cluster", EngineKind.SLURM_REST, Map.of()), null, Role.MEMBER);
        assertThatThrownBy(() -> engines.add(slurm)).hasMessage("Slurm token is required.");

        EngineId id = engines.add(box.draft("Cluster", EngineKind.SLURM_REST, Map.of(EngineField.SLURM_TOKEN, "jwt")));
        engines.change(id, engines.engine(id).rowVersion(), with(slurm, EngineField.PARTITION, "gpu"), false);

        assertThat(directory.engines().getFirst().secrets().read(EngineField.SLURM_TOKEN))
                .contains("jwt");
    }

    @Test
    @Tag("attack")
    void aTokenGoesToNoOtherAddressThanItWasTypedFor() {
        EngineId id = engines.add(draft("Box"));
        EngineDraft moved = with(draft("Box"), EngineField.ADDRESS, "http://elsewhere.example:8675");

        assertThatThrownBy(() -> engines.change(id, 0, moved, false)).hasMessageContaining("The address has changed");
        assertThatThrownBy(() -> checks.test(Optional.of(id), moved)).hasMessageContaining("The address has changed");
        assertThat(box.asked()).isEmpty();
    }

    @Test
    void namesAreUnique() {
        engines.add(draft("Box"));

        assertThatThrownBy(() -> engines.add(draft("BOX"))).hasMessage("Another engine has this name.");
    }

    @Test
    void theSecondOfTwoAdminsIsToldThatTheFirstSaved() {
        EngineId id = engines.add(draft("Box"));
        long seen = engines.engine(id).rowVersion();
        clock.advance(Duration.ofSeconds(1));
        engines.change(id, seen, draft("Box one"), false);

        assertThatThrownBy(() -> engines.change(id, seen, draft("Box two"), false))
                .isInstanceOf(DomainException.Conflict.class);
        assertThat(engines.engine(id).name()).isEqualTo("Box one");
        assertThat(events.stream(AuditEvent.class).filter(event -> event.verb().equals("engine.changed")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.before()).containsEntry("name", "Box");
                    assertThat(event.after()).containsEntry("name", "Box one").hasSize(1);
                });
    }

    @Test
    void onlyAnotherAddressIsThatOfTheSameMachine() {
        EngineDraft before = box.draft("Cluster", EngineKind.KUBERNETES);
        Engine engine = new Engine(new EngineId(UUID.randomUUID()), before, Actor.SYSTEM, clock.instant());

        EngineDraft renamed = with(before, EngineField.ADDRESS, "https://new.example");
        assertThat(engine.firstMoved(renamed, false)).contains(EngineField.ADDRESS.property());
        assertThat(engine.firstMoved(renamed, true)).isEmpty();
        EngineDraft elsewhere = with(renamed, EngineField.NAMESPACE, "other");
        assertThat(engine.firstMoved(elsewhere, true)).contains(EngineField.NAMESPACE.property());
    }

    @Test
    void aServerWhoseAddressIsWrittenInOtherLettersIsAnotherOne() {
        EngineDraft before =
                with(box.draft("Pictures", EngineKind.COMFYUI), EngineField.MORE_ADDRESSES, "http://more.example:8188");
        Engine engine = new Engine(new EngineId(UUID.randomUUID()), before, Actor.SYSTEM, clock.instant());

        for (String moved : List.of("http://MORE.example:8188", "http://MORE.example:8188 http://more.example:8188")) {
            assertThat(engine.firstMoved(with(before, EngineField.MORE_ADDRESSES, moved), false))
                    .as(moved)
                    .contains(EngineField.MORE_ADDRESSES.property());
        }
        assertThat(engine.firstMoved(
                        with(before, EngineField.MORE_ADDRESSES, "http://third.example:8188 http://more.example:8188"),
                        false))
                .isEmpty();
    }

    @Test
    void aPauseHasAReason() {
        EngineId id = engines.add(draft("Box"));

        assertThatThrownBy(() -> engines.pause(id, " ")).isInstanceOf(DomainException.RuleViolation.class);
        engines.pause(id, "New driver");
        assertThatThrownBy(() -> engines.pause(id, "Again")).hasMessageContaining("already paused by Ada");
        assertThat(directory.engines().getFirst().pause()).isNotNull();

        engines.resume(id);
        assertThat(directory.engines().getFirst().pause()).isNull();
        assertThatThrownBy(() -> engines.resume(id)).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    @Tag("attack")
    void aRemovedEngineLeavesNoSecretAndKeepsItsName() {
        EngineId id = engines.add(draft("Box"));
        String backend = engines.engine(id).backend();
        checks.test(id);

        engines.remove(id);

        assertThat(engines.engines()).isEmpty();
        assertThat(directory.formerName(backend)).contains("Box");
        assertThat(jdbc.sql("select count(*) from secret").query(Integer.class).single())
                .isZero();
        assertThatThrownBy(() -> engines.engine(id)).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aCheckRemembersSinceWhenAnEngineIsSilent() {
        EngineId id = engines.add(draft("Box"));
        String backend = engines.engine(id).backend();
        RunAs.run(checks::checkAll);
        assertThat(engines.silentSince(backend)).isEmpty();
        assertThat(engines.engine(id).check().answer().isGood()).isTrue();

        box.close();
        clock.advance(Duration.ofMinutes(1));
        RunAs.run(checks::checkAll);
        clock.advance(Duration.ofMinutes(1));
        RunAs.run(checks::checkAll);

        assertThat(engines.silentSince(backend)).contains(SettableClock.START.plusSeconds(60));
        assertThat(engines.engine(id).check().answer().problem()).contains("does not answer");
    }

    @Test
    @Tag("attack")
    void membersReadAndChangeNothing() {
        EngineId id = engines.add(draft("Box"));
        people.signIn(people.reviewer("Rita"));

        assertThat(engines.engines()).hasSize(1);
        for (Runnable change : List.<Runnable>of(
                () -> engines.add(draft("Mine")),
                () -> engines.change(id, 0, draft("Mine"), false),
                () -> engines.pause(id, "Mine"),
                () -> engines.change(id, 0, draft("Mine"), true),
                () -> engines.remove(id),
                () -> engines.removeLost(id),
                () -> engines.ending(id),
                () -> engines.followed(id),
                () -> checks.test(id))) {
            assertThatThrownBy(change::run).isInstanceOf(AccessDeniedException.class);
        }
    }
}
