package io.understudy.prompts.templates.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.TemplateUsage;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.UnsavedDraft;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
class TemplateVersionServiceTest {
    private static final TemplateDraft RAIN = TemplateDraft.of("Rain", "[trigger] [subject], rain");

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateVersionService versions;

    @Autowired
    TemplateMetadataService marks;

    @Autowired
    TemplateListService lists;

    @Autowired
    UnsavedDraftService unsaved;

    @Autowired
    CommentService comments;

    @Autowired
    InboxService inbox;

    @Autowired
    People people;

    private SignedInPerson mara;

    @BeforeEach
    void signIn() {
        mara = people.signIn(people.member("Mara"));
    }

    @Test
    void theGuidesExamplesHaveAFirstVersion() {
        PromptId portrait = lists.page(TemplateFilter.of("beautiful portrait"), TemplateSort.NAME, Pageable.ofSize(1))
                .getContent()
                .getFirst()
                .id();

        assertThat(versions.of(portrait, 0, 10))
                .singleElement()
                .returns("First version", TemplateVersion::message)
                .returns(templates.get(portrait).draft(), TemplateVersion::draft);
    }

    @Test
    void anOldVersionBecomesTheLatestAgain() {
        TemplateDetails rain = rainAndHeavyRain();

        TemplateDetails restored = versions.restore(rain.id(), rain.rowVersion(), 1);

        assertThat(restored).returns(3, TemplateDetails::number).returns(RAIN, TemplateDetails::draft);
        assertThat(versions.of(rain.id(), 0, 10))
                .extracting(TemplateVersion::message)
                .containsExactly("Restored version 1", "heavier", "First version");
        assertThatThrownBy(() -> versions.restore(rain.id(), rain.rowVersion(), 2))
                .as("restored over a save that was not seen")
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void onlyReviewersMoveProduction() {
        TemplateDetails rain = rainAndHeavyRain();

        assertThatThrownBy(() -> versions.moveProduction(rain.id(), 2, null)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> versions.moveLabel(rain.id(), " Production ", 2, null))
                .hasMessageContaining("Only reviewers");
        people.signIn(people.reviewer("Jon"));
        versions.moveProduction(rain.id(), 1, null);
        people.signIn(people.member("Mara"));
        assertThatThrownBy(() -> versions.removeLabel(rain.id(), "production")).hasMessageContaining("Only reviewers");

        assertThat(versions.inProduction(List.of(rain.id())).get(rain.id())).returns(1, TemplateVersion::number);
        assertThat(lists.marks(rain.id()).production()).contains(1);
    }

    @Test
    @Tag("twice")
    void aLabelIsMovedFromWhereItWasSeen() {
        TemplateDetails rain = rainAndHeavyRain();
        versions.moveLabel(rain.id(), "Candidate", 1, null);

        assertThatThrownBy(() -> versions.moveLabel(rain.id(), "candidate", 2, null))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Mara");
        versions.moveLabel(rain.id(), "candidate", 2, 1);

        assertThat(versions.labels(rain.id()))
                .singleElement()
                .returns("candidate", LabelPlacement::label)
                .returns(2, LabelPlacement::number);
        versions.removeLabel(rain.id(), "candidate");
        assertThat(versions.labels(rain.id())).isEmpty();
        assertThatThrownBy(() -> versions.moveLabel(rain.id(), "no spaces", 1, null))
                .hasMessageContaining("letters");
        assertThatThrownBy(() -> versions.moveLabel(rain.id(), "next", 7, null))
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    @Tag("twice")
    void favouritesAreEverybodysOwn() {
        TemplateDetails rain = rainAndHeavyRain();
        marks.favour(rain.id(), true);
        marks.favour(rain.id(), true);
        TemplateFilter favourites = new TemplateFilter("", null, true, false, null);

        assertThat(lists.page(favourites, TemplateSort.NAME, Pageable.ofSize(5)))
                .extracting(TemplateCard::id)
                .containsExactly(rain.id());
        people.signIn(people.member("Jon"));
        assertThat(lists.page(favourites, TemplateSort.NAME, Pageable.ofSize(5)))
                .isEmpty();
        assertThat(lists.page(new TemplateFilter("", null, false, true, null), TemplateSort.NAME, Pageable.ofSize(5)))
                .as("begun by Jon")
                .isEmpty();

        people.signIn(mara);
        marks.favour(rain.id(), false);
        assertThat(lists.page(favourites, TemplateSort.NAME, Pageable.ofSize(5)))
                .isEmpty();
    }

    @Test
    void tagsFindTemplates() {
        TemplateDetails rain = rainAndHeavyRain();

        marks.tag(rain.id(), List.of(" Outdoor ", "wet  weather", "outdoor"));

        assertThat(lists.marks(rain.id()).tags()).containsExactly("outdoor", "wet weather");
        assertThat(lists.tags()).containsEntry("outdoor", 1L);
        assertThat(lists.page(
                        new TemplateFilter("", "outdoor", false, false, null), TemplateSort.NAME, Pageable.ofSize(5)))
                .hasSize(1);
        assertThatThrownBy(() -> marks.tag(rain.id(), List.of("<b>")))
                .isInstanceOf(DomainException.RuleViolation.class);
        marks.tag(rain.id(), List.of());
        assertThat(lists.tags()).isEmpty();
    }

    @Test
    void usesAreCountedByPersonWayAndVersion() {
        TemplateDetails rain = rainAndHeavyRain();
        marks.used(rain.id(), 1, UsageKind.COPIED, null);
        marks.used(rain.id(), 2, UsageKind.COPIED, null);
        people.signIn(people.member("Jon"));
        marks.used(rain.id(), 2, UsageKind.FAL, null);

        TemplateUsage usage = marks.usage(rain.id());

        assertThat(usage)
                .returns(3L, TemplateUsage::total)
                .returns(3L, TemplateUsage::lately)
                .returns(2L, TemplateUsage::people);
        assertThat(usage.ways()).containsEntry(UsageKind.COPIED, 2L).containsEntry(UsageKind.FAL, 1L);
        assertThat(usage.versions()).containsEntry(1, 1L).containsEntry(2, 2L);
        assertThat(lists.page(TemplateFilter.of(""), TemplateSort.USED, Pageable.ofSize(1)))
                .extracting(TemplateCard::id)
                .containsExactly(rain.id());
    }

    @Test
    void whatWasTypedIsKeptForThePersonAlone() {
        TemplateDetails rain = rainAndHeavyRain();
        TemplateDraft half =
                TemplateDraft.of("", "[trigger] {unfinis").with(List.of(new PromptVariable("", "", List.of())));

        unsaved.keep(rain.id(), 2, RAIN);
        unsaved.keep(rain.id(), 2, half);
        unsaved.keep(null, 0, RAIN);

        assertThat(unsaved.find(rain.id()))
                .get()
                .returns(half, UnsavedDraft::draft)
                .returns(2, UnsavedDraft::baseNumber);
        assertThat(unsaved.find(null)).get().returns(RAIN, UnsavedDraft::draft);
        unsaved.discard(rain.id());
        assertThat(unsaved.find(rain.id())).isEmpty();
        people.signIn(people.member("Jon"));
        assertThat(unsaved.find(null)).isEmpty();
    }

    @Test
    void everyVersionIsOpenToComments() {
        TemplateDetails rain = rainAndHeavyRain();

        comments.write(CommentableTemplates.of(rain.id(), 2), "Too heavy for a portrait?");

        assertThat(comments.latest(CommentableTemplates.of(rain.id(), 2), 5).comments())
                .hasSize(1);
        assertThat(comments.latest(CommentableTemplates.of(rain.id(), 1), 5).comments())
                .isEmpty();
        assertThatThrownBy(() -> comments.write(CommentableTemplates.of(rain.id(), 3), "Where is it?"))
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void theMakerOfATemplateIsNotifiedOfCommentsOnIt() {
        TemplateDetails rain = rainAndHeavyRain();
        people.signIn(people.member("Jon"));

        comments.write(CommentableTemplates.of(rain.id(), 2), "Too heavy for a portrait?");

        assertThat(inbox.page(false, 0).notices()).as("Jon wrote it").isEmpty();
        people.signIn(mara);
        assertThat(inbox.page(false, 0).notices())
                .extracting(told -> told.notice().title() + ": " + told.notice().path())
                .containsExactly("Jon commented on Heavy rain, version 2: prompts/"
                        + rain.id().value() + "/versions?version=2");
    }

    private TemplateDetails rainAndHeavyRain() {
        TemplateDetails rain = templates.create(RAIN, "");
        return templates.save(rain.id(), rain.rowVersion(), RAIN.named("Heavy rain"), "heavier");
    }
}
