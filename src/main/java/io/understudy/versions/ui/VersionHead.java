package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.StageStepper;
import io.understudy.characters.ui.Stages;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.ReviewRequestService;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** The header of a version's page and the banners below it. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class VersionHead extends Div {
    private final transient ReviewRequestService requests;
    private final transient MissingReviewersNotes people;
    private final transient VersionStages stages;

    VersionHead(ReviewRequestService requests, MissingReviewersNotes people, VersionStages stages) {
        this.requests = requests;
        this.people = people;
        this.stages = stages;
        addClassName("version-head");
    }

    void show(
            VersionDetails version,
            CharacterSummary character,
            List<WithdrawnPhoto> withdrawn,
            VersionActions steps,
            Runnable refresh) {
        removeAll();
        Stages way = stages.of(version);
        add(
                new VersionHeader(
                        version,
                        character,
                        !withdrawn.isEmpty() || version.recall() != null,
                        way.next(),
                        action -> steps.act(action, version),
                        steps::tick,
                        () -> askPeople(version, refresh)),
                new StageStepper(way),
                new TamperingBanner(version),
                people.of(version.id()),
                new RecallBanner(version.recall()),
                new WithdrawnPhotosBanner("This version", character.slug(), withdrawn));
    }

    private void askPeople(VersionDetails version, Runnable refresh) {
        requests.choice(version.id())
                .ifPresent(choice -> new ReviewRequestDialog(requests, version.id(), choice, refresh).open());
    }
}
