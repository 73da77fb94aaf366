package io.understudy.versions.ui;

import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.training.SamplePicture;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dialogs that tick items of a version's checklist. */
@Component
class TickDialogFactory {
    private final ChecklistService checklist;
    private final EvidencePictureService pictures;
    private final EvidenceFileService files;
    private final EvidenceUploadService sent;
    private final RunService runs;
    private final TeamService team;

    TickDialogFactory(
            ChecklistService checklist,
            EvidencePictureService pictures,
            EvidenceFileService files,
            EvidenceUploadService sent,
            RunService runs,
            TeamService team) {
        this.checklist = checklist;
        this.pictures = pictures;
        this.files = files;
        this.sent = sent;
        this.runs = runs;
        this.team = team;
    }

    /**
     * @param looked the version as it is shown, again after each tick
     * @param change takes a step and shows what is there after it
     */
    TickDialog one(
            VersionDetails version,
            ChecklistLine line,
            Supplier<@Nullable VersionDetails> looked,
            Consumer<Runnable> change) {
        return new TickDialog(
                line, shown -> form(now(version, looked), shown, change), item -> next(now(version, looked), item));
    }

    /** @param change takes a step and shows what is there after it */
    TickSeveralDialog several(VersionDetails version, Consumer<Runnable> change) {
        return new TickSeveralDialog(
                "tick-several/" + version.id(),
                together(version),
                samples(version),
                checklist.offers(version.id()),
                lastShown(version),
                pictures,
                sent,
                ticks -> change.accept(() -> checklist.tickAll(version.id(), ticks)));
    }

    /** Open items that the signed-in person can tick by the same pictures. */
    List<ChecklistLine> together(VersionDetails version) {
        return version.whyNoTicks() == null
                ? open(version).filter(line -> !line.item().fileRequired()).toList()
                : List.of();
    }

    private static VersionDetails now(VersionDetails begun, Supplier<@Nullable VersionDetails> looked) {
        VersionDetails shown = looked.get();
        return shown != null && shown.id().equals(begun.id()) ? shown : begun;
    }

    private TickForm form(VersionDetails version, ChecklistLine line, Consumer<Runnable> change) {
        String item = line.item().key();
        return new TickForm(
                "tick/" + version.id() + "/" + item,
                line,
                samples(version),
                checklist.offers(version.id()),
                lastShown(version),
                pictures,
                files,
                sent,
                (note, evidence) -> change.accept(() -> checklist.tick(version.id(), item, note, evidence)));
    }

    /** The open item below, or else the first of all. */
    private Optional<ChecklistLine> next(VersionDetails version, ChecklistItem item) {
        List<ChecklistLine> others = open(version)
                .filter(line -> !line.item().key().equals(item.key()))
                .toList();
        return others.stream()
                .filter(line -> line.item().position() > item.position())
                .findFirst()
                .or(() -> others.stream().findFirst());
    }

    private Stream<ChecklistLine> open(VersionDetails version) {
        Person me = team.me();
        return version.checklist().stream()
                .filter(line ->
                        !line.isTicked() && me.role().includes(line.item().tickedBy()));
    }

    private List<SamplePicture> samples(VersionDetails version) {
        return version.trained().map(run -> runs.samples(run.run())).orElse(List.of());
    }

    private List<Evidence> lastShown(VersionDetails version) {
        String me = team.me().name();
        return version.checklist().stream()
                .flatMap(line -> Stream.ofNullable(line.tick()))
                .filter(tick -> tick.tickedBy().equals(me))
                .max(Comparator.comparing(TickDetails::tickedAt))
                .map(TickDetails::evidence)
                .orElse(List.of());
    }
}
