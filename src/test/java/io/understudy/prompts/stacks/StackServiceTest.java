package io.understudy.prompts.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.storage.BlobHash;
import io.understudy.support.SettableClock;
import io.understudy.versions.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@Tag("twice")
class StackServiceTest extends StacksTest {
    @Autowired
    private SettableClock clock;

    @Test
    void theShelfOffersWhatIsInProductionAndTheFilesOfTheRole() {
        LoraFileDetails film = style("film.safetensors", 2);
        newVersion(20);

        assertThat(shelf.find(StackRole.CHARACTER, "AVA", Pageable.ofSize(5)).getContent())
                .singleElement()
                .returns(new TriggerWord("ohwx woman"), StackableLora::triggerWord)
                .returns(new LoraRef.Version(version), StackableLora::ref);
        assertThat(shelf.find(StackRole.STYLE, "analog", Pageable.ofSize(5)).getContent())
                .singleElement()
                .returns(new LoraRef.Imported(film.id()), StackableLora::ref)
                .returns(Strength.of(0.5), StackableLora::usualStrength);
        assertThat(shelf.find(StackRole.POSE, "", Pageable.ofSize(5))).isEmpty();
    }

    @Test
    void everySaveIsARevisionThatStays() {
        LoraFileDetails film = style("film.safetensors", 2);
        StackPlan first = new StackPlan(List.of(character(version, 0.9), style(film, 0.5)));
        StackPlan second = new StackPlan(List.of(character(version, 0.9), style(film, 0.4)));

        StackDetails created = stacks.create(new StackDraft("Ava on film", "for portraits", first));
        StackDetails saved =
                stacks.save(created.id(), created.rowVersion(), new StackDraft("Ava on film", "softer", second));

        assertThat(stacks.get(created.id()).plan()).isEqualTo(second);
        assertThat(saved.revision()).isEqualTo(2);
        assertThat(stacks.revisions(created.id()))
                .extracting(StackRevision::note, StackRevision::plan)
                .containsExactly(tuple("softer", second), tuple("for portraits", first));
        assertThatThrownBy(() ->
                        stacks.save(created.id(), created.rowVersion(), new StackDraft("Ava on film", "late", first)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Mara");
        assertThat(stacks.page("SOFTER", Pageable.ofSize(5)).getContent())
                .singleElement()
                .returns(second, StackDetails::plan);
    }

    @Test
    void stacksAreListedInTheChosenOrder() {
        stacks.create(new StackDraft("Zoe", "", StackPlan.ofTheGuide()));
        stacks.create(new StackDraft("ava", "", StackPlan.ofTheGuide()));

        assertThat(stacks.page("", ListOrder.NAME, Pageable.ofSize(5)))
                .extracting(StackDetails::name)
                .containsExactly("ava", "Zoe");
    }

    @Test
    void stacksAreReadFromAPlaceInBothDirections() {
        StackDetails first = stacks.create(new StackDraft("Ava", "", StackPlan.ofTheGuide()));
        clock.advance(Duration.ofMinutes(1));
        StackDetails second = stacks.create(new StackDraft("Zoe", "", StackPlan.ofTheGuide()));

        assertThat(stacks.later("", null, 5)).extracting(StackDetails::name).containsExactly("Ava", "Zoe");
        assertThat(stacks.later("", place(first), 5))
                .extracting(StackDetails::name)
                .containsExactly("Zoe");
        assertThat(stacks.earlier("", place(second), 5))
                .extracting(StackDetails::name)
                .containsExactly("Ava");
        assertThat(stacks.named("", new ListPlace<>("ava", first.id().value()), 5))
                .extracting(StackDetails::name)
                .containsExactly("Zoe");
    }

    private static ListPlace<Instant, UUID> place(StackDetails stack) {
        return new ListPlace<>(stack.changedAt(), stack.id().value());
    }

    @Test
    void aDeletedStackComesBack() {
        StackDetails read = stacks.create(new StackDraft("Ava", "", StackPlan.ofTheGuide()));
        StackDetails stack =
                stacks.save(read.id(), read.rowVersion(), new StackDraft("Ava", "softer", StackPlan.ofTheGuide()));

        assertThatThrownBy(() -> stacks.delete(read.id(), read.rowVersion()))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Mara saved this stack in the meantime");
        assertThat(stacks.page("", Pageable.ofSize(5))).hasSize(1);
        stacks.delete(stack.id(), stack.rowVersion());
        assertThat(stacks.page("", Pageable.ofSize(5))).isEmpty();
        stacks.restore(stack.id());

        assertThat(stacks.page("", Pageable.ofSize(5))).hasSize(1);
    }

    @Test
    void whatCannotBeSavedIsRefusedInWords() {
        StackPlan ghost = new StackPlan(List.of(new StackPlan.Layer(
                StackRole.STYLE, Strength.of(0.5), new LoraRef.Imported(new LoraFileId(UUID.randomUUID())))));

        assertThatThrownBy(() -> new StackDraft(" ", "", StackPlan.ofTheGuide()))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("name"));
        assertThatThrownBy(() -> new StackDraft("Empty", "", new StackPlan(List.of())))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> stacks.create(new StackDraft("Ghost", "", ghost)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("no longer exists");
    }

    @Test
    void aSupersededVersionSaysSoAndOffersTheOneInProduction() {
        StackPlan plan = new StackPlan(List.of(character(version, 0.9)));
        VersionId newer = newVersion(20);
        approve(newer);

        StackRemark remark = check(plan).getFirst();

        assertThat(remark.advice().words()).contains("superseded").contains("is in production");
        assertThat(remark.instead()).isNotNull().returns(new LoraRef.Version(newer), StackableLora.Replacement::ref);
    }

    @Test
    @Tag("attack")
    void anApprovalThatTheTrailDoesNotHaveIsMarkedAndNotOfferedInsteadOfAnother() {
        VersionId newer = newVersion(20);
        forgeApproval(newer);

        List<StackRemark> remarks = check(new StackPlan(List.of(character(newer, 0.9), character(version, 0.9))));

        assertThat(remarks)
                .extracting(remark -> remark.advice().words())
                .anyMatch(words -> words.contains("contradict the audit trail: do not rely on it"))
                .anyMatch(words -> words.contains("superseded"))
                .noneMatch(words -> words.contains("is in production"));
        assertThat(shelf.find(StackRole.CHARACTER, "", Pageable.ofSize(5)))
                .extracting(StackableLora::marked)
                .anyMatch(name -> name.contains("contradicts the audit trail"));
    }

    @Test
    void aRevokedVersionAndARemovedFileAreRefused() {
        LoraFileDetails film = style("film.safetensors", 2);
        jdbc.sql("update lora_version set state = 'REVOKED', production_of = null where id = ?")
                .param(version.value())
                .update();
        loraFiles.remove(film.id());

        List<StackRemark> remarks = check(new StackPlan(List.of(character(version, 0.9), style(film, 0.5))));

        assertThat(remarks).hasSize(2).allMatch(remark -> remark.advice().isRefusal());
        assertThat(remarks.getFirst().advice().words()).contains("revoked");
        assertThat(remarks.getLast().advice().words()).contains("removed from the library");
    }

    @Test
    void aRecalledVersionIsRefusedAndNotOfferedInsteadOfAnother() {
        VersionId newer = newVersion(20);
        approve(newer);
        recall(newer);

        List<StackRemark> remarks = check(new StackPlan(List.of(character(newer, 0.9), character(version, 0.9))));

        assertThat(remarks.getFirst().advice().isRefusal()).isTrue();
        assertThat(remarks.getFirst().advice().words()).contains("is recalled");
        assertThat(remarks).extracting(StackRemark::instead).containsOnlyNulls();
    }

    private List<StackRemark> check(StackPlan plan) {
        return StackCheck.of(plan, shelf.resolve(plan.loras()));
    }

    @Test
    void differentModelsAndTheSameLoraTwiceAreNamed() {
        StackableLora flux = lora("ava.safetensors", BaseModel.FLUX1_DEV);
        StackableLora small = lora("toy.safetensors", BaseModel.MINIATURE);
        StackPlan plan = new StackPlan(List.of(
                new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.9), flux.ref()),
                new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.5), flux.ref()),
                new StackPlan.Layer(StackRole.STYLE, Strength.of(0.5), small.ref())));

        List<StackRemark> remarks = StackCheck.of(plan, Map.of(flux.ref(), flux, small.ref(), small));

        assertThat(remarks).hasSize(2);
        assertThat(remarks.getFirst().advice().words()).contains("twice");
        assertThat(remarks.getLast().advice().words())
                .contains("ava for FLUX.1 dev")
                .contains("toy for Understudy's miniature");
        assertThat(remarks.getLast().advice().level()).isEqualTo(Advice.Level.REFUSED);
    }

    private static StackableLora lora(String fileName, BaseModel model) {
        return new StackableLora(
                new LoraRef.Imported(new LoraFileId(UUID.randomUUID())),
                fileName,
                new TriggerWord(""),
                new BlobHash("0".repeat(64)),
                model,
                FileVerdict.of(model, null),
                null,
                Strength.of(0.5),
                null,
                null,
                StackableLora.Standing.USABLE,
                null);
    }
}
