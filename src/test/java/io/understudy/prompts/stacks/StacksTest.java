package io.understudy.prompts.stacks;

import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.loras.LoraDescription;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.versions.TrainedVersionTest;
import io.understudy.versions.VersionId;
import io.understudy.versions.registry.ApprovedVersions;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Base of the tests of stacks and the playground: a character in production, and a backend that generates when told.
 */
public abstract class StacksTest extends TrainedVersionTest {
    @Autowired
    protected StackService stacks;

    @Autowired
    protected StackableLoraService shelf;

    @Autowired
    protected LoraFileService loraFiles;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    private ApplicationEventPublisher events;

    @BeforeEach
    void aVersionInProduction() {
        approve(version);
    }

    /** Puts a version into production, in the place of the one before; who may do so is shown elsewhere. */
    protected void approve(VersionId id) {
        approve(id, events);
    }

    /** As {@link #approve(VersionId)}, past the program: the audit trail says nothing of it. */
    protected void forgeApproval(VersionId id) {
        approve(id, event -> {});
    }

    private void approve(VersionId id, ApplicationEventPublisher trail) {
        jdbc.sql("update lora_version set state = 'SUPERSEDED', production_of = null where production_of = ?")
                .param(ava.value())
                .update();
        ApprovedVersions.approve(
                jdbc,
                trail,
                id,
                people.reviewer("Signe").accountId(),
                people.admin("Arne").accountId());
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
