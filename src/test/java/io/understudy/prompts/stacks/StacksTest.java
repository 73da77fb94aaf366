package io.understudy.prompts.stacks;

import io.understudy.characters.CharacterId;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.loras.LoraDescription;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.support.PageTest;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.registry.ApprovedVersions;
import io.understudy.versions.release.SnapshotRecallService;
import java.io.ByteArrayInputStream;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Base of the tests of stacks and the playground: a character in production, and a backend that generates when told.
 */
public abstract class StacksTest extends PageTest {
    @Autowired
    protected StackService stacks;

    @Autowired
    protected StackableLoraService shelf;

    @Autowired
    protected LoraFileService loraFiles;

    @Autowired
    protected VersionService versions;

    @Autowired
    protected SnapshotRecallService recalls;

    @Autowired
    protected RunFixtures runs;

    @Autowired
    protected FakeGenerationBackend drawing;

    @Autowired
    protected FakeWorker worker;

    @Autowired
    protected JdbcClient jdbc;

    protected SignedInPerson mara;
    protected CharacterId ava = new CharacterId(UUID.randomUUID());
    protected VersionId version = new VersionId(UUID.randomUUID());

    @BeforeEach
    void aVersionInProduction() {
        runs.forget();
        worker.releaseAll();
        drawing.forget();
        mara = signIn(people.member("Mara"));
        ava = runs.character("Ava Lindqvist", "ohwx woman");
        version = newVersion(10);
        approve(version);
    }

    protected VersionId newVersion(int steps) {
        return versions.ofRun(runs.finished(ava, steps, 1e-4).run())
                .orElseThrow()
                .id();
    }

    /** Puts a version into production, in the place of the one before; who may do so is shown elsewhere. */
    protected void approve(VersionId id) {
        jdbc.sql("update lora_version set state = 'SUPERSEDED', production_of = null where production_of = ?")
                .param(ava.value())
                .update();
        ApprovedVersions.approve(
                jdbc,
                id,
                people.reviewer("Signe").accountId(),
                people.admin("Arne").accountId());
    }

    /** The dataset that a version was trained on is recalled by an admin. */
    protected void recall(VersionId id) {
        SignedInPerson ines = signIn(people.admin("Ines"));
        recalls.recall(
                versions.details(id).card().trained().orElseThrow().snapshot(),
                "Half of the photos show her sister.",
                people.proofOf(ines.accountId()));
        signIn(mara);
    }

    protected LoraFileDetails style(String fileName, float alpha) {
        LoraFileDetails taken = loraFiles.take(
                fileName,
                new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, alpha).bytes()));
        return loraFiles.describe(
                taken.id(),
                taken.rowVersion(),
                new LoraDescription(
                        StackRole.STYLE,
                        new TriggerWord("analog film"),
                        "CC0",
                        "https://example.org/film.safetensors",
                        Strength.of(0.5)));
    }

    protected static StackPlan.Layer character(VersionId id, double strength) {
        return new StackPlan.Layer(StackRole.CHARACTER, Strength.of(strength), new LoraRef.Version(id));
    }

    protected static StackPlan.Layer style(LoraFileDetails file, double strength) {
        return new StackPlan.Layer(StackRole.STYLE, Strength.of(strength), new LoraRef.Imported(file.id()));
    }
}
