package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.PictureDecoder.Inspection;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes pictures, single ones or in a zip, as fast as they come: their bytes are stored at once, and what takes time,
 * decoding and thumbnails, follows in the background.
 */
@Service
@MembersOnly
@Transactional
public class ArrivalService {
    /** Of an export, unless it holds nothing that is known: more are decoded in the background. */
    static final int DECODED_AT_ONCE = 5;

    private final CharacterService characters;
    private final BlobStore blobs;
    private final PictureDecoder decoder;
    private final ExportedDisplayQueries knownDisplays;
    private final PicturePreparation preparation;
    private final WorkingSet workingSet;
    private final ArrivalWriter writer;
    private final ArrivalRepository arrivals;
    private final ArrivalQueue queue;
    private final StoringGate gate;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;

    ArrivalService(
            CharacterService characters,
            BlobStore blobs,
            PictureDecoder decoder,
            ExportedDisplayQueries knownDisplays,
            PicturePreparation preparation,
            WorkingSet workingSet,
            ArrivalWriter writer,
            ArrivalRepository arrivals,
            ArrivalQueue queue,
            StoringGate gate,
            CurrentActor actor,
            ApplicationEventPublisher events) {
        this.characters = characters;
        this.blobs = blobs;
        this.decoder = decoder;
        this.knownDisplays = knownDisplays;
        this.preparation = preparation;
        this.workingSet = workingSet;
        this.writer = writer;
        this.arrivals = arrivals;
        this.queue = queue;
        this.gate = gate;
        this.actor = actor;
        this.events = events;
    }

    /**
     * Takes one picture, or a zip of them. What can be said without decoding them is said at once; damage that shows
     * later is among the {@linkplain #of arrivals}. What an export of ours holds and is still known is not decoded
     * again.
     *
     * @param fileName as the browser sent it; any text, may be a path
     * @param in is read to its end unless it is refused earlier, not closed
     * @param progress receives how many pictures of a zip are stored
     * @throws DomainException.NotFound when there is no such character
     * @throws UncheckedIOException when the upload broke off
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public IntakeReport take(CharacterId character, String fileName, InputStream in, PictureIntake.Progress progress) {
        CharacterSummary summary = characters.get(character);
        String name = PictureFileName.of(fileName).value();
        if (PictureFileName.extension(name).equals(PictureIntake.ZIP)) {
            return PictureZip.take(blobs, summary, name, in, zip -> keepAll(summary, zip, progress));
        }
        if (PictureFormat.ofName(name).isEmpty()) {
            return IntakeReport.refused(name, RejectionReasons.ofName(name));
        }
        try (Spooled file = blobs.spool(in, IntakeLimits.PICTURE_BYTES)) {
            gate.begin();
            try {
                return keep(character, ofFolder(fileName, name, file), fileName, null, null);
            } finally {
                gate.end();
            }
        } catch (UnreadablePicture unreadable) {
            return IntakeReport.refused(name, unreadable.words());
        } catch (DomainException.RuleViolation tooLarge) {
            return IntakeReport.refused(name, RejectionReasons.PICTURE_TOO_LARGE);
        }
    }

    /** A picture on its own, with what its path says about it. */
    private static UploadedPicture ofFolder(String sent, String name, Spooled file) {
        Optional<KohyaFolder> folder = KohyaFolder.of(sent);
        return new UploadedPicture(
                name,
                file,
                CaptionText.clean(folder.map(KohyaFolder::words).orElse("")),
                folder.map(KohyaFolder::repeats).orElse(null));
    }

    private IntakeReport keep(
            CharacterId character,
            UploadedPicture sent,
            @Nullable String path,
            @Nullable SnapshotId exported,
            @Nullable Integer place)
            throws UnreadablePicture {
        Inspection inspected = decoder.inspect(sent.file().path());
        String name = PicturePreparation.nameOf(sent, inspected.format());
        Arrival arrival = arrival(character, sent, name, exported, place);
        blobs.store(sent.file(), inspected.format().mediaType(), Serving.INTERNAL);
        Optional<String> other = writer.add(arrival, path);
        if (other.isEmpty()) {
            queue.add(arrival.id());
        }
        return report(sent.exported() == null ? sent.name() : arrival.fileName(), arrival, inspected, other);
    }

    private Arrival arrival(
            CharacterId character,
            UploadedPicture sent,
            String name,
            @Nullable SnapshotId exported,
            @Nullable Integer place) {
        Actor by = actor.get();
        return new Arrival(
                UUID.randomUUID(),
                character,
                name,
                sent.file().hash(),
                sent.file().size(),
                sent.caption(),
                sent.repeats(),
                sent.exported() != null,
                exported,
                by.id(),
                by.name(),
                place,
                null);
    }

    private IntakeReport keepAll(CharacterSummary character, PictureZip zip, PictureIntake.Progress progress) {
        gate.begin();
        try {
            SnapshotId exported = zip.manifest().exportedFrom().orElse(null);
            List<IntakeReport> reports = new ArrayList<>();
            Map<BlobHash, List<ExportedDisplayQueries.Known>> candidates = knownDisplays.among(zip.pictures().stream()
                    .filter(picture -> picture.exported() != null)
                    .map(picture -> picture.file().hash())
                    .toList());
            Map<UploadedPicture, NewPicture> recognised = new LinkedHashMap<>();
            zip.pictures()
                    .forEach(picture ->
                            recognised(picture, candidates).ifPresent(known -> recognised.put(picture, known)));
            long unknown = zip.pictures().stream()
                    .filter(picture -> picture.exported() != null && !recognised.containsKey(picture))
                    .count();
            // Those that are decoded later keep their places among the others of their export.
            boolean later = !recognised.isEmpty() && unknown > DECODED_AT_ONCE;
            int first =
                    later ? workingSet.reserve(character.id(), zip.pictures().size()) : 0;
            List<NewPicture> inOrder = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            int done = 0;
            for (UploadedPicture picture : zip.pictures()) {
                NewPicture known = recognised.get(picture);
                if (known != null) {
                    inOrder.add(known);
                    if (later) {
                        places.add(first + done);
                    }
                } else if (later) {
                    reports.add(keepOrRefuse(character.id(), picture, exported, first + done));
                } else if (picture.exported() == null || recognised.isEmpty()) {
                    reports.add(keepOrRefuse(character.id(), picture, exported, null));
                } else {
                    switch (preparation.prepare(picture)) {
                        case PicturePreparation.Outcome.Accepted(NewPicture prepared, List<String> its) -> {
                            inOrder.add(prepared);
                            reports.add(IntakeReport.noted(its));
                        }
                        case PicturePreparation.Outcome.Rejected(RejectedFile file) ->
                            reports.add(IntakeReport.refused(file.name(), file.reason()));
                    }
                }
                progress.checked(++done, zip.pictures().size());
            }
            if (!inOrder.isEmpty()) {
                reports.addFirst(WorkingSet.report(workingSet.add(character, inOrder, places, exported)));
            }
            return IntakeReport.of(reports);
        } finally {
            gate.end();
        }
    }

    private Optional<NewPicture> recognised(
            UploadedPicture picture, Map<BlobHash, List<ExportedDisplayQueries.Known>> candidates) {
        ExportManifest.Line exported = picture.exported();
        List<ExportedDisplayQueries.Known> known =
                candidates.getOrDefault(picture.file().hash(), List.of());
        return exported == null || known.isEmpty()
                ? Optional.empty()
                : knownDisplays.recognised(picture, exported, known);
    }

    private IntakeReport keepOrRefuse(
            CharacterId character, UploadedPicture picture, @Nullable SnapshotId exported, @Nullable Integer place) {
        try {
            return keep(character, picture, null, exported, place);
        } catch (UnreadablePicture unreadable) {
            return IntakeReport.refused(picture.name(), unreadable.words());
        }
    }

    private static IntakeReport report(String sent, Arrival arrival, Inspection inspected, Optional<String> other) {
        String name = arrival.fileName();
        List<RejectedFile> here = other.map(its -> new RejectedFile(name, RejectionReasons.duplicateOf(its))).stream()
                .toList();
        boolean small =
                !arrival.confirmed() && Math.min(inspected.width(), inspected.height()) < DatasetTargets.MINIMUM_EDGE;
        return new IntakeReport(
                here.isEmpty() ? List.of(name) : List.of(),
                here.isEmpty() && small ? 1 : 0,
                here,
                List.of(),
                here.isEmpty() ? RejectionReasons.notes(sent, name, inspected.format(), inspected.bits()) : List.of(),
                arrival.original());
    }

    /** What was sent and is not in the dataset yet, or never will be, in its order. */
    @Transactional(readOnly = true)
    public List<Arrival> of(CharacterId character) {
        return arrivals.of(character);
    }

    /** Forgets the files that turned out to be damaged. */
    public void dismiss(CharacterId character) {
        arrivals.of(character).stream()
                .filter(arrival -> !arrival.isWaiting())
                .forEach(arrival -> arrivals.remove(arrival.id()));
        events.publishEvent(new DatasetChanged(character));
    }
}
