package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.comments.CommentCount;
import io.understudy.comments.CommentSubject;
import io.understudy.datasets.WithdrawnPhoto;
import io.understudy.datasets.ui.WithdrawnMark;
import io.understudy.people.Role;
import io.understudy.shared.ui.Following;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.versions.ChecklistLine;
import io.understudy.versions.VersionComments;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionVerb;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version: what it can do, what was checked, where it comes from, and the next step on its way. */
@Route(VersionRoutes.VERSION)
@RolesAllowed(Role.MEMBER_ROLE)
class VersionView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient VersionDesk desk;
    private final transient List<VersionSection> sections;
    private final Div head = new Div();
    private final Div main = new Div();
    private final Div side = new Div();
    private transient @Nullable VersionDetails shown;
    private transient List<WithdrawnPhoto> withdrawn = List.of();
    private @Nullable Registration followingComments;

    VersionView(VersionDesk desk, List<VersionSection> sections) {
        this.desk = desk;
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(VersionSection::order))
                .toList();
        main.addClassName("version-main");
        side.addClassName("version-side");
        Div columns = new Div(main, side);
        columns.addClassName("version-columns");
        add(head, columns, new ReviewKeys("123456789ar", this::press));
        Following.of(this, desk.signals().changes(), this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = null;
        VersionId id = VersionIds.of(event, "id");
        followComments(id);
        VersionDetails version = desk.versions().details(id);
        show(version);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(VersionComments.PARAMETER)
                .ifPresent(part -> openComments(part, version));
    }

    @Override
    public String getPageTitle() {
        VersionDetails version = shown;
        return (version == null ? "Version" : version.card().name()) + " · Understudy";
    }

    private void refresh() {
        VersionDetails version = shown;
        if (version != null) {
            show(desk.versions().details(version.id()));
        }
    }

    private void show(VersionDetails version) {
        VersionDetails before = shown;
        List<WithdrawnPhoto> withdrawnNow = desk.consent().withdrawnIn(version.snapshot());
        if (version.equals(before) && withdrawnNow.equals(withdrawn)) {
            return;
        }
        withdrawn = withdrawnNow;
        var character = desk.characters().get(version.card().character());
        head.removeAll();
        head.add(
                new VersionHeader(version, character, !withdrawnNow.isEmpty(), verb -> act(verb, version)),
                new WithdrawnMark("This version", character.slug(), withdrawnNow));
        showChecklist(version, changes(before, version));
        if (before == null) {
            main.removeAll();
            main.add(
                    new SampleMatrix(
                            version.card().runNumber(),
                            desk.runs().samples(version.card().run())),
                    new LineagePanel(version, character, desk.datasets().entries(version.snapshot())));
            sections.forEach(section -> main.add(section.of(version)));
            main.add(new Div());
        }
        Div rest = new Div(new FilePanel(version), downloads(version, character.slug()), new HistoryPanel(version));
        rest.addClassName("version-rest");
        main.replace(main.getComponentAt(main.getComponentCount() - 1), rest);
        shown = version;
    }

    private void showChecklist(VersionDetails version, Set<String> changed) {
        VersionId id = version.id();
        Map<String, CommentCount> counts =
                desk.comments().counts(VersionComments.KIND, id.value().toString());
        side.removeAll();
        side.add(new ChecklistPanel(version, changed, line -> toggle(line.item().key()), item -> {
            CommentSubject subject = VersionComments.of(id, item.key());
            return desk.comments()
                    .button(subject, counts.getOrDefault(subject.part(), CommentCount.NONE), "“" + item.title() + "”");
        }));
    }

    /** A link from elsewhere leads to what was said about the version or about one item. */
    private void openComments(String part, VersionDetails version) {
        if (part.isEmpty()) {
            main.getChildren()
                    .filter(panel -> panel.getId().equals(Optional.of(VersionCommentsSection.ID)))
                    .findFirst()
                    .ifPresent(panel -> panel.scrollIntoView());
        }
        VersionComments.item(part)
                .flatMap(key -> version.checklist().stream()
                        .map(ChecklistLine::item)
                        .filter(item -> item.key().equals(key))
                        .findFirst())
                .ifPresent(item ->
                        desk.comments().open(VersionComments.of(version.id(), item.key()), "“" + item.title() + "”"));
    }

    private void followComments(VersionId id) {
        if (followingComments != null) {
            followingComments.remove();
        }
        followingComments = Following.of(
                this, desk.comments().changes(VersionComments.KIND, id.value().toString()), () -> {
                    VersionDetails version = shown;
                    if (version != null) {
                        showChecklist(version, Set.of());
                    }
                });
    }

    private DownloadsPanel downloads(VersionDetails version, String slug) {
        return new DownloadsPanel(
                desk.downloads().ledger(version.id(), DownloadsPanel.SHOWN),
                version.state() == VersionState.APPROVED
                        ? "/"
                                + VersionRoutes.production(
                                        slug, version.card().baseModel().id())
                        : "");
    }

    private static Set<String> changes(@Nullable VersionDetails before, VersionDetails after) {
        Set<String> keys = new HashSet<>();
        if (before != null) {
            after.checklist().stream()
                    .filter(line -> !before.checklist().contains(line))
                    .forEach(line -> keys.add(line.item().key()));
        }
        return keys;
    }

    private void press(String key) {
        VersionDetails version = shown;
        switch (key) {
            case "a", "r" -> {
                if (version != null) {
                    StepDialogs.verbFor(key, version).ifPresent(verb -> act(verb, version));
                }
            }
            default -> toggle(key);
        }
    }

    /** Ticks or unticks the item with this key, or at this place of the list. */
    private void toggle(String keyOrPlace) {
        VersionDetails version = shown;
        if (version == null) {
            return;
        }
        Optional<ChecklistLine> stale = version.checklist().stream()
                .filter(line -> line.stale() != null && isMeant(line, keyOrPlace))
                .findFirst();
        if (stale.isPresent()) {
            confirm(version, stale.get());
            return;
        }
        if (version.whyNoTicks() != null) {
            Notices.refused(version.whyNoTicks());
            return;
        }
        version.checklist().stream()
                .filter(line -> isMeant(line, keyOrPlace))
                .findFirst()
                .ifPresent(line -> toggle(version, line));
    }

    private static boolean isMeant(ChecklistLine line, String keyOrPlace) {
        return line.item().key().equals(keyOrPlace)
                || String.valueOf(line.item().position()).equals(keyOrPlace);
    }

    private void confirm(VersionDetails version, ChecklistLine line) {
        new DecisionDialog(
                        "Confirm “" + line.item().title() + "”",
                        "This changed: " + line.stale()
                                + ". Confirming ticks it anew in your name, with the evidence as it is now.",
                        "Confirm",
                        (reason, password) -> change(() -> desk.checklist()
                                .confirm(version.id(), line.item().key())))
                .open();
    }

    private void toggle(VersionDetails version, ChecklistLine line) {
        String item = line.item().key();
        if (line.isTicked()) {
            new DecisionDialog(
                            "Take back “" + line.item().title() + "”",
                            "The tick stays in the history with your reason.",
                            "Take back",
                            (reason, password) -> change(() -> desk.checklist().untick(version.id(), item, reason)))
                    .askReason("Why does it not hold any more?")
                    .open();
        } else {
            new TickDialog(
                            line.item(),
                            desk.runs().samples(version.card().run()),
                            desk.checklist().offers(version.id()),
                            desk.pictures(),
                            (note, evidence) -> change(() -> desk.checklist().tick(version.id(), item, note, evidence)))
                    .open();
        }
    }

    /** Shows what is there afterwards also when the step was refused: that somebody was faster, for one. */
    private void change(Runnable step) {
        try {
            step.run();
        } finally {
            refresh();
        }
    }

    /** @param version as it was when the button was drawn: that is what the person saw and decides on */
    private void act(VersionVerb verb, VersionDetails version) {
        new StepDialogs(
                        version,
                        desk.mine(version),
                        (reason, password) ->
                                change(() -> desk.take(verb, version.id(), version.seen(), reason, password)))
                .start(verb);
    }
}
