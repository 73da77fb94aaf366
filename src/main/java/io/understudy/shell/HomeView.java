package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterProgress;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import io.understudy.versions.ui.MissingReviewersNotes;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;

@Route("")
@PageTitle("Home · Understudy")
@Menu(title = "Home", order = 1, icon = "vaadin:home-o")
@RolesAllowed(Role.MEMBER_ROLE)
class HomeView extends Page implements BeforeEnterObserver {
    private static final int RUNS = 5;
    private static final int CHARACTERS = 12;
    private static final String SAMPLE = "sample";

    private final transient ReviewInbox reviews;
    private final transient RunListService runs;
    private final transient CharacterService characters;
    private final transient CharacterProgress standing;
    private final transient CurrentActor actor;
    private final transient SampleLoader sample;
    private final transient MissingReviewersNotes people;

    HomeView(
            ReviewInbox reviews,
            RunListService runs,
            CharacterService characters,
            CharacterProgress standing,
            CurrentActor actor,
            SampleLoader sample,
            MissingReviewersNotes people) {
        this.reviews = reviews;
        this.runs = runs;
        this.characters = characters;
        this.standing = standing;
        this.actor = actor;
        this.sample = sample;
        this.people = people;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (event.getLocation().getQueryParameters().getParameters().containsKey(SAMPLE)) {
            sample.start();
            // Loading the page again does not load the sample again.
            event.getUI().getPage().executeJs("history.replaceState(history.state, '', document.baseURI)");
        }
        show();
    }

    private void show() {
        removeAll();
        add(new PageHeader("Home").subtitle("What needs you, what is running, and your characters"));
        var loading = sample.inProgress();
        loading.ifPresent(future -> add(new SampleLoading(future, this::show)));
        List<CharacterSummary> gallery = characters.recent(CHARACTERS);
        if (gallery.isEmpty() && loading.isPresent()) {
            return;
        }
        if (gallery.isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.MALE,
                    "No characters yet",
                    "A character is who a LoRA learns: photos, a trigger word, and everything trained from them.",
                    new Anchor("characters", "Open characters")));
            return;
        }
        Div columns = Styled.div("home-columns", waiting(), running());
        add(people.ofTeam(() -> {}), columns, gallery(gallery));
    }

    private Component waiting() {
        List<ReviewInboxLine> mine =
                reviews.lines().stream().filter(line -> line.need().isMine()).toList();
        Div panel = new Panel("Waiting for you");
        if (mine.isEmpty()) {
            panel.add(Hint.inline("You're all caught up."));
        }
        for (ReviewInboxLine line : mine) {
            panel.add(line(
                    new Anchor(
                            "versions/" + line.card().id().value(), line.card().name()),
                    line.need().heading()));
        }
        return panel;
    }

    private Component running() {
        RunFilter mine = new RunFilter(
                null, Set.copyOf(RunState.unfinished()), actor.get().id());
        List<RunSummary> now = runs.newest(mine, RUNS);
        Div panel = new Panel("Your runs");
        if (now.isEmpty()) {
            panel.add(Hint.inline("None of your runs is queued or running."));
        }
        for (RunSummary run : now) {
            panel.add(line(
                    new Anchor("runs/" + run.number(), "Run " + run.number()),
                    run.state().label() + " · step " + run.progress().step() + " of "
                            + run.progress().steps()));
        }
        panel.add(new Anchor(RunRoutes.QUEUE, "Show queue"));
        return panel;
    }

    private Component gallery(List<CharacterSummary> gallery) {
        Div wall = Styled.div("picture-wall large");
        var standings = standing.of(gallery.stream().map(CharacterSummary::id).toList());
        for (CharacterSummary character : gallery) {
            var cover = character.cover();
            Anchor name = new Anchor("characters/" + character.slug(), character.name());
            name.addClassName("tile-link");
            var stands = standings.get(character.id());
            wall.add(new PictureTile(cover == null ? null : BlobUrls.of(cover), character.name())
                    .caption(name, Hint.inline(stands == null ? "nothing in production yet" : stands.word())));
        }
        return Styled.div("home-gallery", new H2("Characters"), wall);
    }

    private static Div line(Anchor link, String words) {
        return Styled.div("home-line", link, Hint.inline(words));
    }
}
